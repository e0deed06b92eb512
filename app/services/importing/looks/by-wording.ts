import type { ImportedBlock, NodeJson } from '../../../../shared/importing/imported.ts';
import { isContentsHeading, wordsOfHeading } from '../../../../shared/importing/rules/contents-line.ts';
import { CAPTION, SOURCE } from '../../../../shared/importing/rules/table-lines.ts';
import { freeContainerId, retype } from './by-look.ts';
import { CONTENTS } from './look.ts';

/* What a document's writer typed by hand where the program has a style for it: lists, captions, notes, contents. */

const LONGEST_CAPTION = 400;
const LONGEST_SOURCE = 200;
const BULLET = /^[•‣▪▫◦●○■□⁃∙·–—*-]\s+(?=\S)/u;
const NUMBER = /^\(?(\d{1,2})[.)]\s+(?=\S)/u;
/** Fewer lines than this are no list of contents. */
const LEAST_CONTENTS = 3;

/**
 * Gives blocks that are mere paragraphs the type that their words and neighbours tell; changes those blocks.
 *
 * @param places in the blocks' texts, which move with what is taken out of them
 */
export function typeByWording(
  source: string,
  blocks: readonly ImportedBlock[],
  places: ReadonlyMap<string, { block: number; at: number }>,
): void {
  typedContents(blocks);
  headsOfContents(blocks);
  captions(blocks);
  typedLists(source, blocks, places);
  typedNotes(blocks);
  typedRules(source, blocks);
}

/** Lines that are the headings of the text to come, each with its page. */
function typedContents(blocks: readonly ImportedBlock[]): void {
  const headings = new Set(
    blocks.flatMap(({ type, text, leftOut }) => (type === 'heading' && !leftOut ? [wordsOfHeading(text)] : [])),
  );
  const isLine = (block: ImportedBlock | undefined) => {
    const title = block && !block.leftOut && /^(.{2,160}?)[\s.…·_]*(?:\d{1,4}|[ivxlc]{1,7})$/iu.exec(block.text)?.[1];
    return title ? headings.has(wordsOfHeading(title)) && block.type !== 'heading' : false;
  };
  for (let at = 0; at < blocks.length; at += 1) {
    let end = at;
    while (isLine(blocks[end])) end += 1;
    if (end - at >= LEAST_CONTENTS) for (const block of blocks.slice(at, end)) block.leftOut = CONTENTS;
    at = Math.max(at, end - 1);
  }
}

function headsOfContents(blocks: readonly ImportedBlock[]): void {
  blocks.forEach((block, at) => {
    const isAbove = blocks[at + 1]?.leftOut === CONTENTS;
    if (isAbove && !block.leftOut && isContentsHeading(block.text)) block.leftOut = CONTENTS;
  });
}

/** Beside a table or a picture stands what it shows. */
function captions(blocks: readonly ImportedBlock[]): void {
  const shows = (block: ImportedBlock | undefined) => block?.type === 'table' || block?.type === 'figure';
  blocks.forEach((block, at) => {
    if (block.leftOut || block.within || (block.type !== 'paragraph' && block.type !== 'heading')) return;
    if (SOURCE.test(block.text) && block.text.length <= LONGEST_SOURCE && blocks[at - 1]?.type === 'table')
      retype(block, 'credit', 'Says where the table’s figures come from.');
    if (!CAPTION.test(block.text) || block.text.length > LONGEST_CAPTION) return;
    if (shows(blocks[at + 1]) || shows(blocks[at - 1]))
      retype(block, 'caption', 'Says what stands beside it, by its number.');
  });
}

/** Neighbours that each begin with a sign, or with one number after the other. */
function typedLists(
  source: string,
  blocks: readonly ImportedBlock[],
  places: ReadonlyMap<string, { block: number; at: number }>,
): void {
  let id = freeContainerId(blocks);
  const byBlock = new Map<number, { at: number }[]>();
  for (const place of places.values()) byBlock.set(place.block, [...(byBlock.get(place.block) ?? []), place]);
  for (let at = 0; at < blocks.length; at += 1) {
    const bullets = runFrom(
      blocks,
      at,
      ({ text }) => BULLET.test(text) && text.slice(0, 1) === blocks[at]?.text.slice(0, 1),
    );
    const numbers = runFrom(blocks, at, ({ text }, index) => Number(NUMBER.exec(text)?.[1]) === index + 1);
    const items = bullets.length > numbers.length ? bullets : numbers;
    if (items.length < 2) continue;
    const list = { kind: 'list' as const, id: id++, ordered: items === numbers };
    for (const [index, block] of items.entries()) {
      const sign = (items === numbers ? NUMBER : BULLET).exec(block.text)?.[0] ?? '';
      if (!withoutSign(source, block, sign)) continue;
      for (const place of byBlock.get(at + index) ?? []) place.at = Math.max(0, place.at - sign.length);
      retype(block, 'list', 'Begins with a bullet or a number, as the items of a list do.');
      block.ordered = list.ordered;
      block.within = [list, { kind: 'item', id: id++ }];
    }
    at += items.length - 1;
  }
}

function runFrom(
  blocks: readonly ImportedBlock[],
  start: number,
  belongs: (block: ImportedBlock, index: number) => boolean,
): ImportedBlock[] {
  const run: ImportedBlock[] = [];
  for (const block of blocks.slice(start, start + MOST_ITEMS)) {
    if (block.leftOut || block.type !== 'paragraph' || block.within || !belongs(block, run.length)) break;
    run.push(block);
  }
  return run;
}

/** Of a longer list the rest is one of its own. */
const MOST_ITEMS = 200;

/** Takes the sign before an item out of its text; the list has it of itself. Whether it could be. */
function withoutSign(source: string, block: ImportedBlock, sign: string): boolean {
  const [span] = block.spans;
  const first = firstText(block.nodes);
  const typed = sign.trimEnd();
  if (!span || !first?.text.startsWith(sign) || first.text.length === sign.length) return false;
  if (source.slice(span.from, span.from + typed.length) !== typed) return false;
  first.text = first.text.slice(sign.length);
  block.text = block.text.slice(sign.length);
  block.marks = [{ from: span.from, to: span.from + typed.length }, ...(block.marks ?? [])];
  return true;
}

function firstText(nodes: readonly NodeJson[] | undefined): (NodeJson & { text: string }) | undefined {
  for (let node = nodes?.[0]; node; node = node.content?.[0])
    if (node.text !== undefined) return node as NodeJson & { text: string };
  return undefined;
}

/** At the end, paragraphs that begin with a raised number that the text has used before. */
function typedNotes(blocks: readonly ImportedBlock[]): void {
  const used = new Set<string>();
  for (const block of blocks) {
    const first = firstText(block.nodes);
    const number = first && isRaised(first) ? first.text.trim() : '';
    if (number !== '' && used.has(number) && !block.leftOut && block.type === 'paragraph' && !block.within)
      retype(block, 'footnote', 'Begins with a raised number that the text has used.');
    else for (const node of block.nodes ?? []) for (const raised of raisedIn(node)) used.add(raised);
  }
}

/** “* * *” stands for a line across. */
function typedRules(source: string, blocks: readonly ImportedBlock[]): void {
  for (const block of blocks) {
    const [span, another] = block.spans;
    if (block.leftOut || block.type !== 'paragraph' || !RULE.test(block.text) || !span || another) continue;
    block.type = 'rule';
    block.because = 'A row of signs, as a line across.';
    block.marks = [{ from: span.from, to: span.from + source.slice(span.from, span.to).trimEnd().length }];
    block.nodes = [{ type: 'rule' }];
    block.text = '';
    delete block.within;
  }
}

const RULE = /^(?:(?:\*\s*){3,}|[-–—_=~]{3,}|⁂|(?:•\s*){3,})$/u;

const isRaised = ({ marks, text }: NodeJson) =>
  marks?.some(({ type }) => type === 'superscript') === true && /^\s*(?:\d{1,3}|[*†‡])\s*$/u.test(text ?? '');

function raisedIn(node: NodeJson): string[] {
  return (node.content ?? []).flatMap((child) =>
    child.content ? raisedIn(child) : isRaised(child) ? [(child.text ?? '').trim()] : [],
  );
}
