import { strFromU8, unzipSync } from 'fflate';
import type { Node } from 'prosemirror-model';
import { Transform } from 'prosemirror-transform';
import { describe, expect, it } from 'vitest';
import { type Brief, MADE_JUST_NOW } from '../../../app/services/brief/brief.ts';
import { newBrief } from '../../../app/services/brief/new-brief.ts';
import { countDocx } from '../../../app/services/exporting/readers/docx.ts';
import type { Identity } from '../../../app/services/identity/profile.ts';
import { planReview } from '../../../app/services/importing-comments/plan-review.ts';
import { readWord } from '../../../app/services/importing-comments/read-word.ts';
import { anchorAt } from '../../../shared/anchors/placement.ts';
import { TextIndex } from '../../../shared/anchors/text-index.ts';
import { articleOf } from '../../../shared/article/blocks.ts';
import { articleSchema } from '../../../shared/article/schema.ts';
import { writeDocx } from '../../../shared/exporting/docx/write-docx.ts';
import type { ExportChoicesInput } from '../../../shared/exporting/options.ts';
import type { EntryId } from '../../../shared/model/ids.ts';
import { ARTICLE } from '../../fixtures/exporting/article.ts';
import { BEGAN } from '../../fixtures/forty-threads.ts';
import { editedWord } from '../../support/edit-word.ts';
import { exportOf } from '../../support/exports.ts';
import { personCalled } from '../../support/people.ts';

/* Open suggestions of wording as changes that Word can accept or reject. */

const TRACKED = { format: { to: 'docx', suggestions: 'tracked' } } as const;
const PENALTY = 'a penalty of 90,000 crowns a day';

/** A brief in which one person suggests what the other doubts. */
class Suggesting {
  readonly ann = personCalled('Ann Okoro');
  readonly bo = personCalled('Bo Tanaka');
  readonly brief: Brief;
  private clock = BEGAN;

  constructor(change = (doc: Node): Node => doc) {
    const described = { language: 'en', direction: 'ltr' as const, source: { name: 'kelmar.txt', encoding: 'utf-8' } };
    this.brief = newBrief(change(articleOf(ARTICLE)), described, this.ann, BEGAN).brief;
    const { name, initials, colour } = this.bo.person;
    this.brief.append([{ type: 'person', name, initials, colour }], this.bo, BEGAN);
  }

  /** Annotates the passages and suggests other words for the first. */
  suggest(before: string, after: string, { by = this.bo, more = [] as string[] } = {}): EntryId {
    const { index } = this.brief;
    const anchors = [before, ...more].map((words) => {
      const from = index.text.text.indexOf(words);
      return anchorAt(index, { from, to: from + words.length });
    });
    const [annotated] = this.append(by, [
      { type: 'annotated', kind: 'correction', tags: [], anchors },
      { type: 'commented', annotation: MADE_JUST_NOW, body: 'Better so.', suggests: { before, after } },
    ]);
    return annotated?.id as EntryId;
  }

  append(by: Identity, payloads: Parameters<Brief['append']>[0]) {
    this.clock += 60_000;
    return this.brief.append(payloads, by, this.clock).entries;
  }

  word(choices: ExportChoicesInput = TRACKED) {
    const { exported, options } = exportOf(this.brief, choices);
    const bytes = writeDocx(exported, options);
    return { bytes, exported, read: readWord(bytes, 'brief.docx') };
  }

  get review() {
    const { read } = this.word();
    return planReview(this.brief, read, this.ann.person.id).receipt;
  }
}

function documentOf(bytes: Uint8Array): string {
  return strFromU8(unzipSync(bytes)['word/document.xml'] as Uint8Array);
}

/** The text of a Word file after all its changes were accepted, or rejected. */
function textAfter(xml: string, what: 'accepting' | 'rejecting'): string {
  const gone = what === 'accepting' ? 'del' : 'ins';
  return xml
    .replace(new RegExp(`<w:${gone} [^>]*>.*?</w:${gone}>`, 'gs'), '')
    .replace(/<w:(?:t|delText)[^>]*>([^<]*)<\/w:(?:t|delText)>|<[^>]*>/g, '$1');
}

function changes(read: ReturnType<typeof readWord>) {
  return read.tracked.map(({ what, author, text }) => `${what} by ${author}: ${text}`);
}

describe('suggested wording in a Word file', () => {
  it('stands in the text as tracked changes of its author, only where words differ', () => {
    const brief = new Suggesting();
    brief.suggest(PENALTY, 'a penalty of 80,000 crowns each day');
    const { bytes, read } = brief.word();
    expect(changes(read)).toEqual([
      'deleted by Bo Tanaka: 90',
      'inserted by Bo Tanaka: 80',
      'deleted by Bo Tanaka: a',
      'inserted by Bo Tanaka: each',
    ]);
    expect(read.tracked[0]?.date).toBe(read.comments[0]?.date);
    const xml = documentOf(bytes);
    expect(textAfter(xml, 'accepting')).toContain('sets a penalty of 80,000 crowns each day, capped');
    expect(textAfter(xml, 'rejecting')).toContain(`sets ${PENALTY}, capped`);
    const ids = [...xml.matchAll(/<w:(?:ins|del|commentRangeStart) w:id="(\d+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is only said in comments unless it is asked for, and counts the same', () => {
    const brief = new Suggesting();
    brief.suggest(PENALTY, 'no penalty at all');
    const tracked = brief.word();
    const plain = brief.word({ format: { to: 'docx' } });
    expect(plain.read.tracked).toEqual([]);
    expect(tracked.exported.receipt).toEqual(plain.exported.receipt);
    expect(countDocx(tracked.bytes)).toEqual({ threads: 1, comments: 1 });
    for (const { read } of [plain, tracked]) expect(read.comments[0]?.lines.join('\n')).toContain('no penalty at all');
  });

  it('keeps comments on their very words, where they begin or end within a change', () => {
    const brief = new Suggesting();
    const { index } = brief.brief;
    brief.suggest(PENALTY, 'at the start, a fine of 90,000 crowns a day and more');
    for (const words of ['The contract sets a penalty', 'penalty of', '90,000 crowns a day, capped', 'day']) {
      const from = index.text.text.indexOf(PENALTY) - 'The contract sets '.length;
      const at = index.text.text.indexOf(words, from);
      const anchors = [anchorAt(index, { from: at, to: at + words.length })];
      brief.append(brief.ann, [{ type: 'annotated', kind: 'question', tags: [], anchors }]);
    }
    const { read, exported } = brief.word();
    for (const { number, passages } of exported.threads) {
      const range = read.comments.find(({ lines }) => lines[0]?.startsWith(`[${number}] ·`))?.range;
      expect(range && read.text.slice(range.from, range.to)).toBe(passages[0]?.quote);
    }
  });

  it('has the newest of those that touch, and all that don’t', () => {
    const brief = new Suggesting();
    brief.suggest(PENALTY, 'a fine of 90,000 crowns a day');
    brief.suggest('90,000 crowns a day', '70,000 crowns a day', { by: brief.ann });
    brief.suggest('crowns a day, capped at 12 million', 'crowns a day, capped at 15 million');
    brief.suggest('90,000 crowns', '60,000 crowns');
    const { read, bytes } = brief.word();
    expect(changes(read)).toEqual([
      'deleted by Bo Tanaka: penalty',
      'inserted by Bo Tanaka: fine',
      'deleted by Bo Tanaka: 90',
      'inserted by Bo Tanaka: 60',
      'deleted by Bo Tanaka: 12',
      'inserted by Bo Tanaka: 15',
    ]);
    expect(textAfter(documentOf(bytes), 'accepting')).toContain('a fine of 60,000 crowns a day, capped at 15 million');
    expect(read.comments.flatMap(({ lines }) => lines).join('\n')).toContain('70,000 crowns a day');
  });

  it('changes the first of several passages, and text from the right', () => {
    const brief = new Suggesting();
    brief.suggest('a spokeswoman', 'a spokesman', { more: ['an inspector'] });
    brief.suggest('ماء الصنبور صار مالحاً منذ يناير', 'ماء الصنبور صار مالحاً منذ فبراير');
    brief.suggest('בעלת מאפייה סמוכה', 'בעל מאפייה סמוכה');
    const { read, bytes } = brief.word();
    expect(changes(read)).toEqual([
      'deleted by Bo Tanaka: spokeswoman',
      'inserted by Bo Tanaka: spokesman',
      'deleted by Bo Tanaka: يناير',
      'inserted by Bo Tanaka: فبراير',
      'deleted by Bo Tanaka: בעלת',
      'inserted by Bo Tanaka: בעל',
    ]);
    expect(documentOf(bytes)).toMatch(/<w:ins [^>]*><w:r><w:rPr>(?:<[^/>]*\/>)*<w:rtl\/><\/w:rPr><w:t [^>]*>فبراير/);
  });

  it('looks like what it replaces, within a link too', () => {
    const words = 'a penalty';
    const brief = new Suggesting((doc) => {
      const { strong, link } = articleSchema.marks;
      const from = new TextIndex(doc).posAt(new TextIndex(doc).text.indexOf(words));
      const bold = strong.create();
      const linked = link.create({ href: 'https://example.org/contract' });
      return new Transform(doc).addMark(from, from + 5, bold).addMark(from, from + words.length, linked).doc;
    });
    brief.suggest(words, 'that penalty or fine');
    const xml = documentOf(brief.word().bytes);
    const linked = [...xml.matchAll(/<w:hyperlink [^>]*>(.*?)<\/w:hyperlink>/gs)].map(([, inner]) => inner);
    expect(linked.map((inner) => /^<w:(\w+)/.exec(inner ?? '')?.[1])).toEqual(['del', 'ins', 'r', 'r', 'ins']);
    expect(linked.map((inner) => /<w:b\/>/.test(inner ?? ''))).toEqual([true, true, true, false, false]);
    expect(textAfter(xml, 'accepting')).toContain('sets that penalty or fine of 90,000');
  });

  it('has none of those that were accepted, declined, withdrawn, or whose words have changed', () => {
    const brief = new Suggesting();
    const declined = brief.suggest(PENALTY, 'a fine');
    brief.append(brief.ann, [{ type: 'status', annotation: declined, state: 'resolved', reason: 'rejected' }]);
    const taken = brief.suggest('a spokeswoman', 'a spokesman');
    brief.append(brief.bo, [{ type: 'withdrawn', target: taken }]);
    const annotation = brief.suggest('from eleven wells', 'from twelve wells');
    const stale = { before: 'from ten wells', after: 'from nine wells' };
    brief.append(brief.ann, [{ type: 'status', annotation, state: 'resolved', reason: 'noted' }]);
    brief.append(brief.ann, [{ type: 'status', annotation, state: 'open' }]);
    brief.append(brief.bo, [{ type: 'commented', annotation, body: '', suggests: stale }]);
    expect(changes(brief.word().read)).toEqual(['deleted by Bo Tanaka: eleven', 'inserted by Bo Tanaka: twelve']);
  });

  it('names nobody where people are letters, in what is suggested neither', () => {
    const brief = new Suggesting();
    brief.suggest('a spokeswoman', 'Bo Tanaka, a spokesman');
    const { bytes } = brief.word({ ...TRACKED, anonymise: true });
    const xml = documentOf(bytes);
    expect(xml).not.toMatch(/Tanaka|Okoro/);
    expect(xml).toMatch(/<w:ins [^>]*w:author="A"/);
  });

  it('comes back as nothing new, while what reviewers changed is reported', () => {
    const brief = new Suggesting();
    brief.suggest(PENALTY, 'a fine of 90,000 crowns a day');
    expect(brief.review).toMatchObject({ replies: 0, comments: 0, edited: 0, unchanged: 1, ignored: [] });
    const reviewed = editedWord(brief.word().bytes, {
      'word/document.xml': (xml) =>
        xml
          // A reviewer takes a part of the suggestion out again, and adds words of their own.
          .replace(/(<w:ins [^>]*>)(<w:r>.*?)<w:t ([^>]*)>fine<\/w:t><\/w:r>/, (_, ins, run, space) =>
            [
              `${ins}<w:del w:id="900" w:author="Rosa" w:date="2026-05-01T10:00:00Z">${run}<w:delText ${space}>fi</w:delText></w:r></w:del>`,
              `${run}<w:t ${space}>ne</w:t></w:r>`,
            ].join(''),
          )
          .replace('<w:t xml:space="preserve">Rain would', '<w:t xml:space="preserve">Much rain would'),
    });
    const { receipt } = planReview(brief.brief, readWord(reviewed, 'reviewed.docx'), brief.ann.person.id);
    expect(receipt).toMatchObject({ replies: 0, comments: 0, edited: 0 });
    expect(receipt.ignored.map(({ what }) => what)).toEqual([
      '“fi” was deleted by Rosa (tracked)',
      expect.stringMatching(/^“Rain would help.*reads differently in Word/),
    ]);
  });
});
