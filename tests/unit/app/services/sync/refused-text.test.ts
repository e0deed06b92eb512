import { expect, test } from 'vitest';
import { refusedAsText } from '../../../../../app/services/sync/refused-text.ts';
import { briefOf, entryBy, personCalled } from '../../../../support/people.ts';

test('what a relay refused is told with the words that it is about', () => {
  const bo = personCalled('Bo Tan');
  const brief = briefOf(bo);
  const position = { type: null, tname: 'body', item: null, assoc: 0 };
  const quote = { exact: 'a third of the fleet', prefix: '', suffix: '' };
  const anchors = [{ start: position, end: position, quote, offset: 0 }];
  const marked = entryBy(bo, brief, 1_000, { type: 'annotated', kind: 'fact', tags: [], anchors });
  const said = entryBy(bo, brief, 2_000, { type: 'commented', annotation: marked.id, body: 'Which third?' });
  const why = 'Its author’s role in this brief does not allow it.';
  const text = refusedAsText([marked, said].map((entry) => ({ id: entry.id, why, at: entry.at, entry })));
  expect(text).toContain(`## 1970-01-01 00:00 UTC\n\n${why}\n\n> a third of the fleet\n\n    {`);
  expect(text).toContain('> Which third?');
});
