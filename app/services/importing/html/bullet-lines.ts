import type { Container, ImportedBlock, NodeJson, SourceSpan } from '../../../../shared/importing/imported.ts';
import { nodesOf, plainText } from '../../../../shared/importing/rich.ts';

/** Signs with which people type the items of a list where they have none. */
const BULLET = /^([•‣▪◦●■])\s*(?=\S)/u;
/** One alone is a sign. */
const LEAST_ITEMS = 2;
/** Of the containers that are made here, so that none is one of the reader's. */
const FIRST_ID = 1_000_000;

/** Makes lists of paragraphs that begin with bullets, one after another. */
export function withBulletLists(source: string, blocks: readonly ImportedBlock[]): ImportedBlock[] {
  const done: ImportedBlock[] = [];
  let id = FIRST_ID;
  for (let at = 0; at < blocks.length; ) {
    let end = at;
    while (end < blocks.length && hasBullet(blocks[end] as ImportedBlock)) end += 1;
    if (end - at < LEAST_ITEMS) {
      done.push(blocks[at] as ImportedBlock);
      at += 1;
      continue;
    }
    const list: Container = { kind: 'list', id: id++, ordered: false };
    for (; at < end; at += 1)
      done.push(itemOf(source, blocks[at] as ImportedBlock, [list, { kind: 'item', id: id++ }]));
  }
  return done;
}

function hasBullet({ type, leftOut, within, nodes, text }: ImportedBlock): boolean {
  return leftOut === undefined && type === 'paragraph' && !within && nodes?.length === 1 && BULLET.test(text);
}

function itemOf(source: string, block: ImportedBlock, within: Container[]): ImportedBlock {
  const [{ content = [], ...paragraph } = { type: 'paragraph' }] = block.nodes ?? [];
  const nodes: NodeJson[] = [{ ...paragraph, content: withoutBullet(content) }];
  return {
    ...block,
    type: 'list',
    nodes,
    within,
    text: plainText(nodesOf({ nodes })),
    marks: bulletIn(source, block.spans),
    because: 'Begins with a bullet, as its neighbours do.',
  };
}

/** Running text without the bullet at its beginning, which may be in a stretch of its own. */
function withoutBullet(content: readonly NodeJson[]): NodeJson[] {
  const [first, ...rest] = content;
  if (first?.text === undefined) return [...content];
  const text = first.text.replace(/^[•‣▪◦●■]?\s*/u, '');
  return text === '' ? withoutBullet(rest) : [{ ...first, text }, ...rest];
}

/** Where in the source the bullet stands. */
function bulletIn(source: string, spans: readonly SourceSpan[]): SourceSpan[] {
  for (const { from, to } of spans) {
    for (let at = from; at < to; at += 1) if (/[•‣▪◦●■]/u.test(source.charAt(at))) return [{ from: at, to: at + 1 }];
  }
  return [];
}
