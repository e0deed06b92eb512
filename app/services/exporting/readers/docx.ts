import { strFromU8, unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import type { CountingReader } from './counted.ts';

interface SeenComment {
  paraId: string;
  /** At least one of its paragraphs says something that isn't a line of ours. */
  said: boolean;
  pointer: boolean;
}

/**
 * Counts Word comments that answer nothing as threads, and those in which somebody says something as comments. Each
 * must stand somewhere in the document, else it isn't counted: Word shows none that doesn't.
 */
export const countDocx: CountingReader = (bytes) => {
  const parts = unzipSync(bytes, {
    filter: ({ name }) => /^word\/(document|comments|commentsExtended)\.xml$/.test(name),
  });
  const xml = (name: string) => strFromU8(parts[`word/${name}.xml`] ?? new Uint8Array());
  const standing = referencesIn(xml('document'));
  const answering = answersIn(xml('commentsExtended'));
  const counted = { threads: 0, comments: 0 };
  for (const [id, { paraId, said, pointer }] of commentsIn(xml('comments'))) {
    if (pointer || !standing.has(id)) continue;
    if (!answering.has(paraId)) counted.threads++;
    if (said) counted.comments++;
  }
  return counted;
};

type Tag = { name: string; attributes: Record<string, string> };

function read(xml: string, onOpen: (tag: Tag) => void, onClose: (name: string) => void = () => {}): void {
  if (xml === '') return;
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', (tag) => onOpen(tag as Tag));
  parser.on('closetag', ({ name }) => onClose(name));
  parser.write(xml).close();
}

/** The comments that begin, end and have their mark in the document. */
function referencesIn(xml: string): Set<string> {
  const places = new Map<string, number>();
  const kinds = ['w:commentRangeStart', 'w:commentRangeEnd', 'w:commentReference'];
  read(xml, ({ name, attributes }) => {
    const id = attributes['w:id'] ?? '';
    if (kinds[places.get(id) ?? 0] === name) places.set(id, (places.get(id) ?? 0) + 1);
  });
  return new Set([...places].filter(([, steps]) => steps === kinds.length).map(([id]) => id));
}

function answersIn(xml: string): Set<string> {
  const answering = new Set<string>();
  read(xml, ({ name, attributes }) => {
    if (name === 'w15:commentEx' && attributes['w15:paraIdParent']) answering.add(attributes['w15:paraId'] ?? '');
  });
  return answering;
}

function commentsIn(xml: string): Map<string, SeenComment> {
  const all = new Map<string, SeenComment>();
  let current: SeenComment | undefined;
  let ours = false;
  read(
    xml,
    ({ name, attributes }) => {
      if (name === 'w:comment') {
        current = { paraId: '', said: false, pointer: false };
        all.set(attributes['w:id'] ?? '', current);
      } else if (name === 'w:p' && current) {
        current.paraId = attributes['w14:paraId'] ?? '';
        ours = false;
      } else if (name === 'w:rStyle' && current) {
        const style = attributes['w:val'] ?? '';
        if (style === 'CommentPointer') current.pointer = true;
        if (style.startsWith('Comment') && style !== 'CommentReference') ours = true;
      }
    },
    (name) => {
      if (name === 'w:p' && current && !ours) current.said = true;
      if (name === 'w:comment') current = undefined;
    },
  );
  return all;
}
