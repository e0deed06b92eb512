import type { Mark, Node } from 'prosemirror-model';
import { Fragment, memo, type ReactNode } from 'react';
import { fromMarkdown } from '../../shared/comments/from-markdown.ts';
import type { PictureAttrs } from '../../shared/comments/pictures.ts';
import { parseLink } from '../../shared/links.ts';
import { isSafeLink } from '../../shared/rich-text.ts';
import { Picture } from '../images/picture.tsx';
import { OwnLink } from './own-link.tsx';
import './comment-body.css';

/**
 * A comment as it is read. Built from the parsed document as elements, never as HTML, so that whatever somebody wrote
 * can only be what the schema has.
 */
export const CommentBody = memo(function CommentBody({ markdown }: { markdown: string }) {
  return (
    <div className="comment-body" dir="auto">
      {children(parsed(markdown))}
    </div>
  );
});

const cache = new Map<string, Node>();
/** Enough for what is on screen and around it. */
const CACHED = 500;

/** A comment's document; kept for a while, since previews and threads ask again and again for the same few. */
export function parsed(markdown: string): Node {
  const known = cache.get(markdown);
  if (known) return known;
  const doc = fromMarkdown(markdown);
  if (cache.size >= CACHED) cache.delete(cache.keys().next().value as string);
  cache.set(markdown, doc);
  return doc;
}

function children(node: Node): ReactNode[] {
  const list: ReactNode[] = [];
  node.forEach((child, _, index) => {
    const shown = element(child);
    // Nothing here is ever moved about, so that its number is key enough; plain text needs none.
    list.push(typeof shown === 'string' ? shown : <Fragment key={index}>{shown}</Fragment>);
  });
  return list;
}

function element(node: Node): ReactNode {
  switch (node.type.name) {
    case 'text':
      return node.marks.reduceRight<ReactNode>(marked, node.text);
    case 'picture': {
      const { blob, alt, width, height } = node.attrs as PictureAttrs;
      return <Picture sha256={blob} alt={alt} width={width} height={height} />;
    }
    case 'hard_break':
      return <br />;
    case 'blockquote':
      return <blockquote>{children(node)}</blockquote>;
    case 'bullet_list':
      return <ul>{children(node)}</ul>;
    case 'ordered_list':
      return <ol start={node.attrs.order as number}>{children(node)}</ol>;
    case 'list_item':
      return <li>{children(node)}</li>;
    case 'code_block':
      return (
        <pre>
          <code>{node.textContent}</code>
        </pre>
      );
    default:
      return <p dir="auto">{children(node)}</p>;
  }
}

function marked(content: ReactNode, mark: Mark): ReactNode {
  switch (mark.type.name) {
    case 'strong':
      return <strong>{content}</strong>;
    case 'em':
      return <em>{content}</em>;
    case 'code':
      return <code>{content}</code>;
    default: {
      const href = mark.attrs.href as string;
      if (!isSafeLink(href)) return content;
      const own = parseLink(href);
      if (own) return <OwnLink target={own}>{content}</OwnLink>;
      return (
        <a href={href} target="_blank" rel="noopener noreferrer" title={href}>
          {content}
        </a>
      );
    }
  }
}
