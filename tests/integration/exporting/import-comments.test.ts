import { zipSync } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Brief } from '../../../app/services/brief/brief.ts';
import type { Identity } from '../../../app/services/identity/profile.ts';
import { planReview } from '../../../app/services/importing-comments/plan-review.ts';
import { readWord } from '../../../app/services/importing-comments/read-word.ts';
import { writeDocx } from '../../../shared/exporting/docx/write-docx.ts';
import type { Annotation } from '../../../shared/model/annotation.ts';
import type { ReviewReceipt } from '../../../shared/review.ts';
import { EXPORTED_AT, fortyThreads } from '../../fixtures/forty-threads.ts';
import { editedWord, paraIdOf, withComment } from '../../support/edit-word.ts';
import { exportOf } from '../../support/exports.ts';

const LATER = EXPORTED_AT + 30 * 86_400_000;

let brief: Brief;
let me: Identity;
let bytes: Uint8Array;

function takeIn(word: Uint8Array): ReviewReceipt {
  const { payloads, receipt } = planReview(brief, readWord(word, 'reviewed.docx'), me.person.id);
  brief.append(payloads, me, LATER);
  return receipt;
}

function wordIdOf(words: string): string {
  const found = readWord(bytes, 'x').comments.find(({ lines }) => lines.some((line) => line.includes(words)));
  if (!found) throw new Error(`No comment says “${words}”.`);
  return found.id;
}

function threadSaying(words: string): Annotation {
  const found = [...brief.notes.annotations.values()].find(({ comments }) =>
    comments.some(({ body }) => body.includes(words)),
  );
  if (!found) throw new Error(`No thread says “${words}”.`);
  return found;
}

const NOTHING = { replies: 0, comments: 0, resolved: 0, reopened: 0, edited: 0, orphaned: 0 };

describe('a Word file that comes back', () => {
  beforeEach(() => {
    const forty = fortyThreads();
    brief = forty.brief;
    me = forty.people.odalys;
    const { exported, options } = exportOf(brief, { format: { to: 'docx' } });
    bytes = writeDocx(exported, options);
  });

  it('changes nothing where nobody changed it', () => {
    const receipt = takeIn(bytes);
    expect(receipt).toMatchObject({ ...NOTHING, ignored: [] });
    expect(receipt.unchanged).toBeGreaterThan(70);
  });

  it('changes nothing where the ids and the links are gone', () => {
    const stripped = editedWord(bytes, {
      'word/commentsIds.xml': () => undefined,
      'word/commentsExtended.xml': () => undefined,
    });
    expect(takeIn(stripped)).toMatchObject(NOTHING);
  });

  it('brings a reply, attributed to its author in Word', () => {
    const reviewed = withComment(bytes, {
      author: 'Rosa Quendt',
      words: 'Net of it, I am told.',
      answers: wordIdOf('Gross or net'),
    });
    expect(takeIn(reviewed)).toMatchObject({ ...NOTHING, replies: 1 });
    const last = threadSaying('Gross or net').comments.at(-1);
    expect(last).toMatchObject({
      body: 'Net of it, I am told.',
      attributed: { name: 'Rosa Quendt', via: 'word' },
      by: me.person.id,
    });
  });

  it('brings a new comment, on its words', () => {
    const reviewed = withComment(bytes, {
      author: 'Rosa Quendt',
      words: 'Who measured it?',
      on: 'one of two settling basins',
    });
    expect(takeIn(reviewed)).toMatchObject({ ...NOTHING, comments: 1 });
    const { id } = threadSaying('Who measured it?');
    const placement = brief.placements.get(id);
    const [range] = placement && 'ranges' in placement ? placement.ranges : [];
    expect(range && brief.index.text.slice(range)).toBe('one of two settling basins');
  });

  it('brings the same things once', () => {
    const replied = withComment(bytes, { author: 'Rosa Quendt', words: 'Net.', answers: wordIdOf('Gross or net') });
    takeIn(replied);
    expect(takeIn(replied)).toMatchObject(NOTHING);
    const commented = withComment(bytes, {
      author: 'Rosa Quendt',
      words: 'Who measured it?',
      on: 'one of two settling basins',
    });
    takeIn(commented);
    expect(takeIn(commented)).toMatchObject(NOTHING);
  });

  it('joins a new comment on a thread’s very words to it where the links are gone', () => {
    const replied = withComment(bytes, {
      author: 'Rosa Quendt',
      words: 'As a reply.',
      answers: wordIdOf('Eleven months'),
    });
    const dropped = editedWord(replied, {
      'word/commentsIds.xml': () => undefined,
      'word/commentsExtended.xml': () => undefined,
    });
    expect(takeIn(dropped)).toMatchObject({ ...NOTHING, replies: 1 });
    expect(threadSaying('As a reply.').id).toBe(threadSaying('Eleven months').id);
  });

  it('resolves what was resolved in Word, once, and not again after somebody reopened it', () => {
    const id = wordIdOf('Eleven months');
    const paraId = paraIdOf(bytes, id);
    const resolved = editedWord(bytes, {
      'word/commentsExtended.xml': (xml) =>
        xml.replace(`w15:paraId="${paraId}" w15:done="0"`, `w15:paraId="${paraId}" w15:done="1"`),
    });
    expect(takeIn(resolved)).toMatchObject({ ...NOTHING, resolved: 1 });
    const thread = () => threadSaying('Eleven months');
    expect(thread().status).toMatchObject({ state: 'resolved', reason: 'noted', attributed: { via: 'word' } });
    brief.append([{ type: 'status', annotation: thread().id, state: 'open' }], me, LATER + 1);
    expect(takeIn(resolved)).toMatchObject(NOTHING);
    expect(thread().status.state).toBe('open');
  });

  it('takes the new wording of one’s own comment, and puts that of another’s beside it', () => {
    const own = editedWord(bytes, {
      'word/comments.xml': (xml) => xml.replace('Same figure in the tender.', 'Another figure in the tender.'),
    });
    expect(takeIn(own)).toMatchObject({ ...NOTHING, edited: 1 });
    expect(threadSaying('Another figure in the tender.').comments[0]?.earlier).toHaveLength(1);
    const others = editedWord(bytes, {
      'word/comments.xml': (xml) => xml.replace('Gross or net of the brine?', 'Gross or net?'),
    });
    expect(takeIn(others)).toMatchObject({ ...NOTHING, edited: 1 });
    const thread = threadSaying('Gross or net of the brine?');
    expect(thread.comments[0]?.body).toBe('Gross or net of the brine?');
    expect(thread.comments.at(-1)?.body).toBe('In Word this comment now reads:\n\n> Gross or net?');
    expect(takeIn(others)).toMatchObject(NOTHING);
  });

  it('keeps a comment whose words are not in the article among the orphans', () => {
    const changed = editedWord(bytes, {
      'word/document.xml': (xml) =>
        xml.replace('one of two settling basins', 'a sentence that nobody here ever wrote or read'),
    });
    const reviewed = withComment(changed, {
      author: 'Rosa Quendt',
      words: 'Lost?',
      on: 'a sentence that nobody here ever wrote or read',
    });
    const receipt = takeIn(reviewed);
    expect(receipt).toMatchObject({ ...NOTHING, comments: 1, orphaned: 1 });
    expect(brief.placements.get(threadSaying('Lost?').id)?.state).toBe('orphaned');
    expect(receipt.ignored).toHaveLength(1);
  });

  it('reports tracked changes and leaves the article as it is', () => {
    const before = brief.index.text.text;
    const tracked = editedWord(bytes, {
      'word/document.xml': (xml) =>
        xml.replace('</w:p>', '<w:ins w:id="77" w:author="Rosa Quendt"><w:r><w:t> at last</w:t></w:r></w:ins></w:p>'),
    });
    const { ignored } = takeIn(tracked);
    expect(ignored).toEqual([
      { what: '“at last” was inserted by Rosa Quendt (tracked)', reason: expect.stringContaining('not applied') },
    ]);
    expect(brief.index.text.text).toBe(before);
  });

  it('is refused where it is the export of another brief', () => {
    expect(() => planReview(fortyThreads().brief, readWord(bytes, 'x.docx'), me.person.id)).toThrow('another brief');
  });
});

describe('a hostile file', () => {
  const DOCUMENT = '<w:document xmlns:w="w"><w:body><w:p/></w:body></w:document>';
  const word = (parts: Record<string, string>) =>
    zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, new TextEncoder().encode(xml)])), {
      level: 0,
    });

  it('that is no zip, or no Word file, is refused', () => {
    expect(() => readWord(new Uint8Array([1, 2, 3]), 'x.docx')).toThrow('not a Word file');
    expect(() => readWord(word({ 'a.txt': 'a' }), 'x.docx')).toThrow('not a Word file');
  });

  it('with entities is refused, before anything is fetched or grown', () => {
    const xml = `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${DOCUMENT}`;
    expect(() => readWord(word({ 'word/document.xml': xml }), 'x.docx')).toThrow('document type declaration');
  });

  it('that would fill the memory is refused', () => {
    const bomb = zipSync({ 'word/document.xml': new Uint8Array(129 * 1024 * 1024) }, { level: 1 });
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(() => readWord(bomb, 'x.docx')).toThrow('unpack to more');
  });

  it('with a million comments is refused', () => {
    const comments = `<w:comments xmlns:w="w">${'<w:comment/>'.repeat(1_000_000)}</w:comments>`;
    expect(() => readWord(word({ 'word/document.xml': DOCUMENT, 'word/comments.xml': comments }), 'x.docx')).toThrow(
      'more than 50000 comments',
    );
  });

  it('with more new comments than any review has is refused', () => {
    const many = Array.from(
      { length: 5_001 },
      (_, i) => `<w:comment w:id="c${i}" w:author="Eve"><w:p><w:r><w:t>No ${i}</w:t></w:r></w:p></w:comment>`,
    );
    const comments = `<w:comments xmlns:w="w">${many.join('')}</w:comments>`;
    const file = readWord(word({ 'word/document.xml': DOCUMENT, 'word/comments.xml': comments }), 'x.docx');
    expect(() => planReview(fortyThreads().brief, file, me.person.id)).toThrow('5001 comments that this brief');
  });

  it('keeps the hyphens that are elements of their own, in comments and in the text', () => {
    const run = '<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>operate, ferry</w:t><w:softHyphen/><w:t>men</w:t></w:r>';
    const comments = `<w:comments xmlns:w="w"><w:comment w:id="1" w:author="Eve"><w:p>${run}</w:p></w:comment></w:comments>`;
    const document = `<w:document xmlns:w="w"><w:body><w:p>${run}</w:p></w:body></w:document>`;
    const file = readWord(word({ 'word/document.xml': document, 'word/comments.xml': comments }), 'x.docx');
    expect(file.text).toBe('co\u2011operate, ferry\u00admen');
    expect(file.comments).toMatchObject([{ body: 'co\u2011operate, ferry\u00admen' }]);
  });

  it('of very many paragraphs is read without a copy of the text for each', () => {
    const paragraph = `<w:p><w:r><w:t>${'Words that fill a line. '.repeat(10)}</w:t></w:r></w:p>`;
    const xml = `<w:document xmlns:w="w"><w:body>${paragraph.repeat(40_000)}</w:body></w:document>`;
    const before = process.memoryUsage().heapUsed;
    const { text } = readWord(word({ 'word/document.xml': xml }), 'x.docx');
    expect(text.split('\n')).toHaveLength(40_000);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(500 * 1024 * 1024);
  });

  it('nested deeper than any document is refused', () => {
    const deep = `${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`;
    expect(() => readWord(word({ 'word/document.xml': deep }), 'x.docx')).toThrow('damaged');
  });
});
