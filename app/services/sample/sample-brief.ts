import { articleOf } from '../../../shared/article/blocks.ts';
import { personIdOf } from '../../../shared/model/entry.ts';
import type { EntryId } from '../../../shared/model/ids.ts';
import { initialsOf, PERSON_COLOURS } from '../../../shared/model/person-colours.ts';
import { passageQuoted, payloadsFor } from '../brief/actions.ts';
import { newBrief } from '../brief/new-brief.ts';
import { makeKeys, verifying } from '../crypto.ts';
import type { Identity } from '../identity/profile.ts';
import type { MadeBrief } from '../library/library.ts';
import { SAMPLE_ARTICLE, SAMPLE_DISCUSSION, type SampleThread } from './sample-text.ts';

const MINUTE_MS = 60 * 1000;
/** The discussion took place in the days before, so that it reads as one that is under way. */
const BEGAN_BEFORE_MS = 26 * 60 * MINUTE_MS;
const BETWEEN_MS = 17 * MINUTE_MS;

/**
 * Makes the sample brief: a short article with a discussion in which every kind of annotation is shown. Its founder is
 * the person who opens it; the others' keys are made for it and thrown away.
 */
export function sampleBrief(founder: Identity, now: number): MadeBrief {
  const { brief, records } = newBrief(
    articleOf(SAMPLE_ARTICLE),
    { language: 'en', direction: 'ltr', source: { name: 'Sample', encoding: 'utf-8' } },
    founder,
    now - BEGAN_BEFORE_MS,
  );
  const people = new Map<string, Identity>();
  let clock = now - BEGAN_BEFORE_MS;
  const act = (name: string, action: Parameters<typeof payloadsFor>[0]): EntryId => {
    clock += BETWEEN_MS;
    const author = people.get(name) ?? stranger(name, people.size);
    people.set(name, author);
    const { record, entries } = brief.append(payloadsFor(action, brief, author.person.id), author, clock);
    records.push(record);
    return entries.find((entry) => entry.type !== 'person')?.id as EntryId;
  };
  for (const thread of SAMPLE_DISCUSSION) discuss(thread, act, (quote) => [passageQuoted(brief.index.text, quote)]);
  return { brief, records, leftOut: [] };
}

function discuss(
  { by, kind, quote, tags, comments, resolved }: SampleThread,
  act: (name: string, action: Parameters<typeof payloadsFor>[0]) => EntryId,
  passages: (quote: string) => [ReturnType<typeof passageQuoted>],
): void {
  const [first, ...replies] = comments;
  const annotation = act(by, {
    do: 'annotate',
    passages: quote === null ? [] : passages(quote),
    kind,
    tags,
    ...(first ? { body: first.body } : {}),
  });
  for (const reply of replies) act(reply.by, { do: 'comment', annotation, body: reply.body });
  if (resolved) act(resolved.by, { do: 'resolve', annotation, reason: resolved.reason });
}

function stranger(name: string, index: number): Identity {
  const keys = makeKeys();
  const id = personIdOf(keys.public, verifying.sha256);
  const colour = PERSON_COLOURS[index % PERSON_COLOURS.length] as string;
  return { format: 1, person: { id, name, initials: initialsOf(name), colour }, keys };
}
