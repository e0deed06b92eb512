import { expect, it } from 'vitest';
import { type Moment, momentWords } from '../../../../shared/offline/timeline.ts';

const ANN = { id: 'a', name: 'Ann Okoro' };

const edit = (before: string, after: string) => ({ block: 'b', before, after });

it.each<[Partial<Moment> & Pick<Moment, 'what'>, string]>([
  [{ what: 'annotated', quote: 'four per cent', words: 'key-judgement' }, 'marked “four per cent” as key judgement'],
  [{ what: 'kinded', quote: 'four per cent', words: 'assumption' }, 'made “four per cent” an assumption'],
  [
    { what: 'commented', quote: 'four per cent', words: 'Of **what**, says [the note](https://example.org/a)?' },
    'said on “four per cent”: Of what, says the note?',
  ],
  [{ what: 'edited', words: '_Really_?' }, 'reworded a comment on the whole brief: Really?'],
  [
    { what: 'commented', quote: 'four per cent', words: '', suggests: 'a *tenth*' },
    'suggested “a *tenth*” for “four per cent”',
  ],
  [
    { what: 'commented', quote: 'four per cent', words: 'Count **again**', suggests: 'a tenth' },
    'suggested “a tenth” for “four per cent”: Count again',
  ],
  [{ what: 'role', words: 'Bo: the Elder: editor' }, 'made Bo: the Elder an editor'],
  [{ what: 'role', words: 'Bo Tan: removed' }, 'removed Bo Tan from the brief'],
  [{ what: 'role', words: `${'Bo '.repeat(60)}Tan: viewer` }, `made ${'Bo '.repeat(60)}Tan a viewer`],
  [{ what: 'role', words: ': owner' }, 'made somebody an owner'],
  [
    {
      what: 'article',
      edits: [edit(`${'It was so. '.repeat(20)}They left.`, `${'It was so. '.repeat(20)}They left early.`)],
    },
    'changed “…It was so. They left.” to “…It was so. They left early.”',
  ],
  [{ what: 'article', edits: [edit('They left.', 'They left early.')] }, 'changed “They left.” to “They left early.”'],
  [
    { what: 'article', edits: [edit('字'.repeat(200), `${'字'.repeat(199)}句`)] },
    `changed “…${'字'.repeat(41)}” to “…${'字'.repeat(40)}句”`,
  ],
  [{ what: 'version', words: 'Second **draft**' }, 'named this version “Second **draft**”'],
])('%j', (moment, sentence) => {
  expect(momentWords({ id: 'e', at: 0, by: ANN, ...moment })).toBe(`Ann Okoro ${sentence}`);
});
