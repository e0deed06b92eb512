import type { ImportedAnnotation, ImportedBlock, ImportedComment } from '../../../../shared/importing/imported.ts';
import { textOf } from '../../../../shared/importing/pieces.ts';
import type { PdfNote } from './notes.ts';
import type { Segment } from './rows.ts';

/** A line of a page, and where in the source it begins. */
export interface WrittenLine {
  segment: Segment;
  page: number;
  from: number;
}

/** A word belongs to a mark that covers this share of it. */
const COVERED = 0.5;
/** A note that marks nothing is about the line that it lies beside, at most so many points away. */
const BESIDE = 60;

/** The notes of a PDF as annotations on the words that they mark. */
export function annotationsOf(
  notes: readonly PdfNote[],
  source: string,
  blocks: readonly ImportedBlock[],
  lines: readonly WrittenLine[],
): ImportedAnnotation[] {
  const byId = new Map(notes.map((note) => [note.id, note]));
  const annotations = new Map<PdfNote, ImportedAnnotation>();
  for (const note of notes) {
    if (rootOf(note, byId) !== note) continue;
    const stretches = note.marks.length > 0 ? marked(note, lines) : besides(note, lines);
    const passages = passagesOf(stretches, source, blocks);
    const quote = stretches.map(({ from, to }) => source.slice(from, to)).join(' ');
    annotations.set(note, {
      author: note.author,
      via: 'pdf',
      kind: note.strikes ? 'correction' : 'note',
      passages,
      ...(passages.length === 0 && quote !== '' ? { quote } : {}),
      comments: commentOf(note),
    });
  }
  for (const note of notes) {
    const root = rootOf(note, byId);
    const annotation = annotations.get(root);
    if (root === note || !annotation) continue;
    if (note.done !== undefined) annotation.resolved = note.done;
    else annotation.comments.push(...commentOf(note));
  }
  return [...annotations.values()];
}

function rootOf(note: PdfNote, byId: ReadonlyMap<string, PdfNote>): PdfNote {
  let root = note;
  for (let steps = 0; root.answers !== undefined && steps < 1_000; steps += 1) {
    const above = byId.get(root.answers);
    if (!above || above === note) return root;
    root = above;
  }
  return root;
}

function commentOf({ author, at, words }: PdfNote): ImportedComment[] {
  return words === '' ? [] : [{ author, ...(at === undefined ? {} : { at }), body: words }];
}

interface Stretch {
  from: number;
  to: number;
}

/** The stretches of the source under a note's marks: from the first covered word of each line to its last. */
function marked({ page, marks }: PdfNote, lines: readonly WrittenLine[]): Stretch[] {
  const found: Stretch[] = [];
  for (const { segment, page: own, from } of lines) {
    if (own !== page) continue;
    const height = segment.y - segment.size * 0.3;
    const boxes = marks.filter(
      ({ x0, x1, y0, y1 }) => y0 <= height && y1 >= height && x1 > segment.x0 && x0 < segment.x1,
    );
    const words = [...segment.text.matchAll(/\S+/gu)].filter(({ 0: word, index }) => {
      const [start, end] = reach(segment, index, index + word.length);
      const covered = boxes.reduce((sum, { x0, x1 }) => sum + Math.max(0, Math.min(x1, end) - Math.max(x0, start)), 0);
      return end > start && covered >= (end - start) * COVERED;
    });
    const [first, last] = [words[0], words.at(-1)];
    if (!first || !last) continue;
    const end = last.index + last[0].length - unmarkedEnd(segment, last, boxes);
    if (end > first.index) found.push({ from: from + first.index, to: from + end });
  }
  return found;
}

/** How many signs at a word's end, such as a comma, the marks don't reach. */
function unmarkedEnd(segment: Segment, word: RegExpExecArray, boxes: PdfNote['marks']): number {
  const signs = /[^\p{L}\p{N}]+$/u.exec(word[0])?.[0] ?? '';
  if (signs === '' || signs.length === word[0].length) return 0;
  const to = word.index + word[0].length;
  const [start, end] = reach(segment, to - signs.length, to);
  const middle = (start + end) / 2;
  return boxes.some(({ x0, x1 }) => x0 <= middle && x1 >= middle) ? 0 : signs.length;
}

/** From where to where letters of a line reach on the page; within one run each letter is taken to be equally wide. */
function reach({ places, rtl }: Segment, from: number, to: number): [number, number] {
  const xs = places.flatMap((place) => {
    if (place.to <= from || place.from >= to) return [];
    const width = (place.x1 - place.x0) / Math.max(1, place.to - place.from);
    const [start, end] = [Math.max(from, place.from) - place.from, Math.min(to, place.to) - place.from];
    return rtl
      ? [place.x1 - end * width, place.x1 - start * width]
      : [place.x0 + start * width, place.x0 + end * width];
  });
  return [Math.min(...xs), Math.max(...xs)];
}

function besides({ page, place }: PdfNote, lines: readonly WrittenLine[]): Stretch[] {
  let best: WrittenLine | undefined;
  let least = BESIDE;
  for (const line of lines) {
    if (line.page !== page) continue;
    const { x0, x1, y, size } = line.segment;
    const distance = Math.abs(y - size * 0.4 - (place.y + 8)) + Math.max(0, x0 - place.x - 24, place.x - x1) * 0.1;
    if (distance < least) {
      least = distance;
      best = line;
    }
  }
  return best ? [{ from: best.from, to: best.from + best.segment.text.length }] : [];
}

/** Stretches of the source as passages of the blocks that hold them; neighbours within one block become one. */
function passagesOf(
  stretches: readonly Stretch[],
  source: string,
  blocks: readonly ImportedBlock[],
): ImportedAnnotation['passages'] {
  const passages: ImportedAnnotation['passages'] = [];
  for (const { from, to } of stretches) {
    const block = blocks.findIndex(
      ({ spans, leftOut }) => leftOut === undefined && spans.some((span) => span.from <= from && span.to >= to),
    );
    const own = blocks[block];
    if (!own || own.type === 'table') continue;
    const passage = { block, from: offsetIn(source, own, from, false), to: offsetIn(source, own, to, true) };
    const last = passages.at(-1);
    if (last?.block === block && passage.from - last.to <= 1) last.to = passage.to;
    else passages.push(passage);
  }
  return passages;
}

/** Where a place of the source stands in a block's text. */
function offsetIn(source: string, { spans, marks, text }: ImportedBlock, at: number, isEnd: boolean): number {
  const before = spans.flatMap((span) => (span.from >= at ? [] : [{ from: span.from, to: Math.min(span.to, at) }]));
  const within = (marks ?? []).filter((mark) => mark.to <= at);
  const length = textOf(source, before, within).length;
  // Lines are joined by a space, which belongs to neither.
  return !isEnd && text[length] === ' ' ? length + 1 : length;
}
