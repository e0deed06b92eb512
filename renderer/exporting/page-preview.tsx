import { useEffect, useRef } from 'react';

const STYLE = /<style>([\s\S]*?)<\/style>/;

/**
 * An exported page within ours, with its own style. Neither a frame nor a style element: the content security policy
 * allows none of ours to be made at run time, but a style sheet that a script builds. Nothing in it runs or can be
 * reached by keyboard; it is a picture of the page.
 */
export function PagePreview({ html }: { html: string }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = host;
    if (!current) return;
    const root = current.shadowRoot ?? current.attachShadow({ mode: 'open' });
    // Taken out first: a style element is refused, and complained about, even in a document that is only read.
    const style = STYLE.exec(html)?.[1] ?? '';
    const page = new DOMParser().parseFromString(html.replace(STYLE, ''), 'text/html');
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(scoped(style));
    root.adoptedStyleSheets = [sheet];
    const body = document.createElement('div');
    body.className = 'page-body';
    body.lang = page.documentElement.lang;
    body.dir = page.documentElement.dir;
    body.append(...[...page.body.childNodes].map((child) => document.importNode(child, true)));
    root.replaceChildren(body);
  }, [html]);
  return <div ref={host} className="export-page" inert />;
}

/** The page's root and body are elements of ours here, and what its reader's fonts will show ours show. */
function scoped(style: string): string {
  const shown = style.replace(/\b(sans-serif|serif|monospace)(?=[;}])/g, '$1,var(--font-others)');
  return shown.replaceAll(':root{', ':host{').replaceAll('html{', ':host{').replaceAll('\nbody{', '\n.page-body{');
}
