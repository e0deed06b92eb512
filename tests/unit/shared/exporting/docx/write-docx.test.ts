import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { countDocx } from '../../../../../app/services/exporting/readers/docx.ts';
import { readWord } from '../../../../../app/services/importing-comments/read-word.ts';
import type { ReviewedFile } from '../../../../../app/services/importing-comments/reviewed-file.ts';
import { writeDocx } from '../../../../../shared/exporting/docx/write-docx.ts';
import { allThreads, type ExportedBrief } from '../../../../../shared/exporting/exported-brief.ts';
import { fortyThreads, PEOPLE } from '../../../../fixtures/forty-threads.ts';
import { exportOf } from '../../../../support/exports.ts';

const { brief } = fortyThreads();

function written(choices: Partial<Parameters<typeof exportOf>[1]> = {}) {
  const { exported, options } = exportOf(brief, { format: { to: 'docx' }, ...choices });
  return { exported, bytes: writeDocx(exported, options) };
}

/** A picture, a rule and the gap behind a table are lines in Word and none in the article's text. */
function withoutPictures(text: string | undefined): string | undefined {
  return text?.replace(/\n(\[Picture[^\n]*)?(?=\n)/g, '');
}

describe('a brief of forty threads as a Word file', () => {
  let exported: ExportedBrief;
  let bytes: Uint8Array;
  let file: ReviewedFile;

  beforeAll(() => {
    ({ exported, bytes } = written());
    file = readWord(bytes, 'forty.docx');
  });

  it('holds every thread and every comment, by another reader’s count', () => {
    const { exported: threads, exportedComments: comments } = exported.receipt;
    expect(threads).toBe(40);
    expect(countDocx(bytes)).toEqual({ threads, comments });
  });

  it('has each comment on its very words', () => {
    for (const thread of exported.threads) {
      const own = file.comments.find(({ lines }) => lines[0]?.startsWith(`[${thread.number}] ·`));
      const range = own?.range;
      expect(withoutPictures(range && file.text.slice(range.from, range.to))).toBe(
        withoutPictures(thread.passages[0]?.quote),
      );
    }
  });

  it('has the replies as replies, with their authors and times', () => {
    for (const thread of allThreads(exported)) {
      const own = file.comments.find(
        ({ lines, parent }) => parent === undefined && lines[0]?.startsWith(`[${thread.number}] ·`),
      );
      const replies = file.comments.filter(({ parent }) => parent === own?.id);
      const said = thread.comments[0]?.author === thread.author ? thread.comments.slice(1) : thread.comments;
      expect(replies.map(({ author, date }) => [author, date])).toEqual(
        said.map(({ author, at }) => [author.name, Math.floor(at / 1000) * 1000]),
      );
      expect(own?.done).toBe(thread.status.state === 'resolved');
    }
  });

  it('points back from each further passage to the first', () => {
    const several = exported.threads.filter(({ passages }) => passages.length > 1);
    expect(several.length).toBeGreaterThan(0);
    for (const { number, passages } of several) {
      const pointers = file.comments.filter(
        ({ lines }) => lines[0]?.startsWith(`[${number}] ·`) && lines[0].includes('See the comment on'),
      );
      expect(pointers.map(({ range }) => range && file.text.slice(range.from, range.to))).toEqual(
        passages.slice(1).map(({ quote }) => quote),
      );
    }
  });

  it('has what lost its passage in an appendix, with its old words', () => {
    expect(exported.orphaned.length).toBeGreaterThan(0);
    for (const { passages } of exported.orphaned) expect(file.text).toContain(passages[0]?.quote);
  });

  it('has the article’s text, unchanged', () => {
    expect(file.text).toContain(exported.index.text.slice(0, 200));
  });

  it('gives the same bytes for the same brief, choices and clock', () => {
    expect(Buffer.from(written().bytes).equals(Buffer.from(bytes))).toBe(true);
  });

  it('has an id of its own for each comment, that Word keeps', () => {
    const ids = file.comments.map(({ durableId }) => durableId);
    expect(new Set(ids).size).toBe(file.comments.length);
    for (const id of ids) expect(id).toMatch(/^[0-7][0-9A-F]{7}$/);
  });
});

it('names nobody where people are anonymised', () => {
  const { bytes } = written({ anonymise: true });
  const all = Object.values(unzipSync(bytes))
    .map((part) => strFromU8(part))
    .join('\n');
  for (const { name } of Object.values(PEOPLE)) {
    expect(all).not.toContain(name);
    for (const part of name.split(/[\s-]/)) if (part.length > 3) expect(all).not.toContain(part);
  }
  for (const person of brief.notes.people.persons.keys()) expect(all).not.toContain(person);
  expect(all).not.toContain(brief.id);
});

it('says the kind by the highlight alone where that is chosen', () => {
  const { bytes } = written({ format: { to: 'docx', kindAs: 'highlight' } });
  const file = readWord(bytes, 'forty.docx');
  expect(file.comments.some(({ lines }) => lines[0]?.includes('· Fact'))).toBe(false);
  expect(strFromU8(unzipSync(bytes)['word/document.xml'] as Uint8Array)).toContain('w:fill="BFE3C8"');
});

it('says the kind by the first line alone where that is chosen', () => {
  const { bytes } = written({ format: { to: 'docx', kindAs: 'first-line' } });
  expect(strFromU8(unzipSync(bytes)['word/document.xml'] as Uint8Array)).not.toContain('w:fill="BFE3C8"');
  expect(readWord(bytes, 'forty.docx').comments.some(({ lines }) => lines[0]?.includes('· Fact'))).toBe(true);
});
