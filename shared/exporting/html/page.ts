import type { ExportedBrief } from '../exported-brief.ts';
import { escaped } from './escape.ts';
import { STYLE } from './style.ts';

/** A whole file: nothing is loaded from anywhere, and nothing in it runs. */
export function pageHtml(
  { title, language, direction, marking, receipt }: ExportedBrief,
  heading: string,
  body: string,
): string {
  const mark = marking ? `<p class="marking" dir="auto">${escaped(marking)}</p>` : '';
  return `<!doctype html>
<html lang="${escaped(language)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Briefmark">
<meta name="briefmark-receipt" content="${escaped(JSON.stringify(receipt))}">
<title>${escaped(heading === '' ? title : `${heading}: ${title}`)}</title>
<style>
${STYLE}
</style>
</head>
<body>
${mark ? `<header>${mark}</header>` : ''}
${body}
${mark ? `<footer>${mark}</footer>` : ''}
</body>
</html>
`;
}
