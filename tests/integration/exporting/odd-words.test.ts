import { beforeAll, describe, expect, it } from 'vitest';
import { type Brief, MADE_JUST_NOW } from '../../../app/services/brief/brief.ts';
import { newBrief } from '../../../app/services/brief/new-brief.ts';
import { makeExport } from '../../../app/services/exporting/make-export.ts';
import { planReview } from '../../../app/services/importing-comments/plan-review.ts';
import { readWord } from '../../../app/services/importing-comments/read-word.ts';
import { anchorAt } from '../../../shared/anchors/placement.ts';
import { articleOf } from '../../../shared/article/blocks.ts';
import { EXPORT_FORMATS } from '../../../shared/exporting/options.ts';
import { ARTICLE } from '../../fixtures/exporting/article.ts';
import { BEGAN } from '../../fixtures/forty-threads.ts';
import { editedWord, withComment } from '../../support/edit-word.ts';
import { optionsFor } from '../../support/exports.ts';
import { personCalled } from '../../support/people.ts';

/* Words by which somebody might break what writes or reads a file, or pass for what an export writes itself. */

const BODIES = [
  `${'>'.repeat(20_000)}x`,
  `${'- '.repeat(15_000)}x`,
  '['.repeat(39_000),
  '*a '.repeat(13_000),
  '`'.repeat(39_000),
  '<'.repeat(39_000),
  `${'\n'.repeat(30_000)}x`,
  `e${'\u0301'.repeat(30_000)}`,
  `${'\u202e'.repeat(10_000)}x`,
  'W'.repeat(39_999),
  '@'.repeat(39_999),
  'a@'.repeat(19_000),
  'a@b.'.repeat(9_000),
  '\u0000',
  '\u200b',
  '</meta><!-- --> ]]> <![CDATA[ {"threads":0} %PDF endobj (\\) ) << >>',
  '[x](javascript:alert(1)) [q](https://a.example/"onmouseover="x)',
  '[1] · Question · See the comment on “x”.',
  '[Reactions: x]\n\n[In answer to X, 2026-01-01 00:00]',
  '[1] · Note\n\nand more',
];

const ann = personCalled('Ann "] · <Okoro>');
let brief: Brief;

beforeAll(() => {
  const described = { language: 'en', direction: 'ltr' as const, source: { name: 'k.txt', encoding: 'utf-8' } };
  ({ brief } = newBrief(articleOf(ARTICLE), described, ann, BEGAN));
  const from = brief.index.text.text.indexOf('Osk Point');
  const anchors = [anchorAt(brief.index, { from, to: from + 'Osk Point'.length })];
  for (const body of BODIES) {
    const comment = { type: 'commented' as const, annotation: MADE_JUST_NOW };
    brief.append(
      [
        { type: 'annotated', kind: 'note', tags: ['a"b<c>&\u202e', '=1+1'], anchors },
        { ...comment, body },
        { ...comment, body: `Again: ${body.slice(0, 200)}` },
      ],
      ann,
      BEGAN,
    );
  }
});

describe.each(EXPORT_FORMATS.filter((to) => to !== 'pdf'))('odd words as %s', (to) => {
  it.each([false, true])('are all there, letters instead of names: %s', async (anonymise) => {
    const { receipt } = await makeExport(brief, optionsFor({ format: { to }, anonymise }));
    expect(receipt).toMatchObject({ exported: BODIES.length, exportedComments: 2 * BODIES.length, unaccounted: 0 });
  });
});

describe('odd words in Word', () => {
  it('come back as nothing new', async () => {
    const { bytes } = await makeExport(brief, optionsFor({ format: { to: 'docx' } }));
    const { receipt } = planReview(brief, readWord(bytes, 'x.docx'), ann.person.id);
    expect(receipt).toMatchObject({ replies: 0, comments: 0, edited: 0, ignored: [] });
  });

  it('that a reviewer writes like an export’s own are told, not passed over', async () => {
    const { bytes } = await makeExport(brief, optionsFor({ format: { to: 'docx' } }));
    const reviewed = withComment(bytes, { author: 'Rosa', words: '[7] · I agree', on: 'Rain would help.' });
    const stripped = editedWord(reviewed, { 'word/commentsIds.xml': () => undefined });
    const { receipt } = planReview(brief, readWord(stripped, 'x.docx'), ann.person.id);
    expect(receipt.ignored).toEqual([
      { what: 'a comment by Rosa: “[7] · I agree”', reason: expect.stringContaining('a line as an export writes it') },
    ]);
  });
});
