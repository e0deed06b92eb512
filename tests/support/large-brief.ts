import type { Node } from 'prosemirror-model';
import { MADE_JUST_NOW } from '../../app/services/brief/brief.ts';
import { newBrief } from '../../app/services/brief/new-brief.ts';
import type { Identity } from '../../app/services/identity/profile.ts';
import type { MadeBrief } from '../../app/services/library/library.ts';
import { anchorAt } from '../../shared/anchors/placement.ts';
import { articleOf } from '../../shared/article/blocks.ts';
import type { Entry, Payload } from '../../shared/model/entry.ts';
import type { EntryId } from '../../shared/model/ids.ts';
import { KIND_NAMES, type Kind } from '../../shared/model/kinds.ts';
import { personCalled } from './people.ts';
import { seededRandom } from './random.ts';

const WORDS = 'harbour council tender dredging season witness figure paper delay north'.split(' ');
const WORDS_A_PARAGRAPH = 100;
/** What a large brief's article is said to be. */
export const DESCRIBED = { language: 'en', direction: 'ltr', source: { name: 'Large', encoding: 'utf-8' } } as const;

/** How large a brief is; each annotation has two comments, and a third of them overlap another at 10 words each. */
export interface Size {
  words: number;
  annotations: number;
}

/** The size that every bound of the issues is about. */
export const FULL: Size = { words: 50_000, annotations: 5_000 };

/** An article of so many words in paragraphs, the same each time. */
export function largeArticle(words: number): Node {
  const random = seededRandom(7);
  const word = () => WORDS[Math.floor(random() * WORDS.length)];
  const paragraph = () => `${Array.from({ length: WORDS_A_PARAGRAPH }, word).join(' ')}.`;
  return articleOf([
    { type: 'title', text: 'A long brief' },
    ...Array.from({ length: Math.ceil(words / WORDS_A_PARAGRAPH) }, () => ({
      type: 'paragraph' as const,
      text: paragraph(),
    })),
  ]);
}

/**
 * A large brief as five people would have made it: every entry signed, and a record of the log for each action.
 *
 * @param founder the first of them
 */
export function largeBrief(
  { words, annotations }: Size,
  now = Date.now(),
  founder = personCalled('Ann Okoro'),
): MadeBrief {
  const people = [founder, ...['Ben Ito', 'Cleo Marsh', 'Dev Rao', 'Eva Lind'].map(personCalled)];
  const by = (at: number) => people[at % people.length] as Identity;
  const { brief, records } = newBrief(largeArticle(words), DESCRIBED, by(0), now);
  const act = (author: Identity, payloads: Payload[]): Entry[] => {
    const { record, entries } = brief.append(payloads, author, now);
    records.push(record);
    return entries;
  };
  const random = seededRandom(11);
  const { text } = brief.index;
  for (let i = 0; i < annotations; i++) {
    const from = Math.floor((i / annotations) * (text.text.length - 200)) + 14;
    const asked = { from, to: from + 20 + Math.floor(random() * 60) };
    const anchors = [anchorAt(brief.index, text.trim(asked) ?? asked)];
    const kind = KIND_NAMES[i % KIND_NAMES.length] as Kind;
    const body = `The **first** word on this: see [it](https://example.org/${i}).`;
    const made = act(by(i), [
      { type: 'annotated', kind, tags: i % 3 ? [] : ['tonnage'], anchors },
      { type: 'commented', annotation: MADE_JUST_NOW, body },
    ]);
    const annotation = made.find(({ type }) => type === 'annotated')?.id as EntryId;
    act(by(i + 1), [{ type: 'commented', annotation, body: `An answer about ${WORDS[i % WORDS.length]}.` }]);
  }
  return { brief, records, leftOut: [] };
}
