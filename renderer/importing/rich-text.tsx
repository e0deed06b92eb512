import { Fragment, type ReactNode } from 'react';
import type { NodeJson } from '../../shared/importing/imported.ts';
import { elementOfMark, isSafeLink } from '../../shared/rich-text.ts';
import { VisibleText } from '../hidden-characters/visible-text.tsx';
import { PreviewPicture } from './preview-picture.tsx';

/** The nodes of an imported block; `inline` sets what is in them, for an element that stands around it already. */
export function RichText({ nodes, inline = false }: { nodes: readonly NodeJson[]; inline?: boolean }) {
  return nodes.map((node, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a node has no name but its place, which never changes
    <Fragment key={at}>
      {inline && at > 0 && <br />}
      {inline && node.type !== 'figure' && node.type !== 'table' ? children(node) : drawn(node)}
    </Fragment>
  ));
}

function children({ content = [] }: NodeJson): ReactNode {
  return <RichText nodes={content} />;
}

function drawn(node: NodeJson): ReactNode {
  switch (node.type) {
    case 'text':
      return marked(node);
    case 'hard_break':
      return <br />;
    case 'figure':
      return <PreviewPicture sha256={String(node.attrs?.blob ?? '')} alt={String(node.attrs?.alt ?? '')} />;
    case 'table':
      return (
        <table>
          <tbody>{children(node)}</tbody>
        </table>
      );
    case 'table_row':
      return <tr>{children(node)}</tr>;
    case 'table_cell':
    case 'table_header':
      return cell(node);
    case 'bullet_list':
      return <ul>{children(node)}</ul>;
    case 'ordered_list':
      return <ol start={Number(node.attrs?.order ?? 1)}>{children(node)}</ol>;
    case 'list_item':
      return <li>{children(node)}</li>;
    case 'code_block':
      return (
        <pre>
          <code>{children(node)}</code>
        </pre>
      );
    case 'blockquote':
      return <blockquote>{children(node)}</blockquote>;
    default:
      return <p>{children(node)}</p>;
  }
}

function cell(node: NodeJson): ReactNode {
  const Tag = node.type === 'table_header' ? 'th' : 'td';
  const { colspan = 1, rowspan = 1 } = node.attrs ?? {};
  return (
    <Tag colSpan={Number(colspan)} rowSpan={Number(rowspan)}>
      {children(node)}
    </Tag>
  );
}

function marked({ text = '', marks = [] }: NodeJson): ReactNode {
  return marks.reduceRight<ReactNode>(
    (inner, { type, attrs }) => {
      const href = String(attrs?.href ?? '');
      if (type === 'link')
        return isSafeLink(href) ? (
          // Where it leads is shown; following it is for the article, not for its preview.
          <span key={type} className="preview-link" title={href}>
            {inner}
          </span>
        ) : (
          inner
        );
      const Tag = elementOfMark(type);
      return Tag ? <Tag key={type}>{inner}</Tag> : inner;
    },
    <VisibleText text={text} />,
  );
}
