import type { ImportedBlock } from '../../shared/importing/imported.ts';
import { VisibleText } from '../hidden-characters/visible-text.tsx';
import { RichText } from './rich-text.tsx';

/** One block, set as the article sets it. A block that is left out is set as plain text. */
export function PreviewBlock({ block, ordinal }: { block: ImportedBlock; ordinal: number | undefined }) {
  const depth = depthOf(block);
  const drawn = <Drawn block={block} ordinal={ordinal} />;
  // As far in as the lists and quotations that it stands in.
  return depth > 0 ? <div style={{ marginInlineStart: `${depth * 1.5}em` }}>{drawn}</div> : drawn;
}

function depthOf({ within = [], type }: ImportedBlock): number {
  const deep = within.filter(({ kind }) => kind === 'item' || kind === 'quote').length;
  return Math.max(0, type === 'list' || type === 'quote' ? deep - 1 : deep);
}

function Drawn({ block, ordinal }: { block: ImportedBlock; ordinal: number | undefined }) {
  if (block.nodes && (block.type === 'table' || block.type === 'figure')) return <RichText nodes={block.nodes} />;
  const text = block.nodes ? <RichText nodes={block.nodes} inline /> : <VisibleText text={block.text} />;
  switch (block.leftOut === undefined ? block.type : 'paragraph') {
    case 'title':
      return <h2 className="title">{text}</h2>;
    case 'heading':
      return <Heading level={block.level ?? 2}>{text}</Heading>;
    case 'list':
      return ordinal === undefined ? (
        <ul>
          <li>{text}</li>
        </ul>
      ) : (
        <ol start={ordinal}>
          <li>{text}</li>
        </ol>
      );
    case 'quote':
      return (
        <blockquote>
          <p>{text}</p>
        </blockquote>
      );
    case 'pullquote':
      return <p className="pullquote">{text}</p>;
    case 'table':
      return <Table text={block.text} />;
    case 'figure':
      return <figure>{text}</figure>;
    case 'code':
      return (
        <pre>
          <code>{block.text}</code>
        </pre>
      );
    case 'rule':
      return <hr />;
    case 'paragraph':
      return <p>{text}</p>;
    default:
      return <p className={block.type}>{text}</p>;
  }
}

function Heading({ level, children }: { level: number; children: React.ReactNode }) {
  const Tag = `h${Math.min(6, Math.max(2, level))}` as 'h2' | 'h3' | 'h4' | 'h5' | 'h6';
  return <Tag>{children}</Tag>;
}

/** Cells are parted by tabs, rows by line ends; neither has a name but its place. */
function Table({ text }: { text: string }) {
  const rows = text.split('\n').map((row) => row.split('\t'));
  return (
    <table>
      <tbody>
        {rows.map((cells, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <tr key={row}>
            {cells.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <td key={column}>
                <VisibleText text={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
