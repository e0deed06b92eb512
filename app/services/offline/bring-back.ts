import type { PersonId } from '../../../shared/model/ids.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { mayAppend } from '../../../shared/roles.ts';
import type { AttributedPayload, Brief } from '../brief/brief.ts';
import { articleState } from './article-state.ts';
import { planUpdate, type UpdatePlan } from './update.ts';

/**
 * Plans how a brief becomes again what it was: the article with every passage where it stood, and the annotations that
 * were withdrawn since. It is done by new entries; what happened meanwhile stays in the history.
 *
 * @param past the brief at that moment, see `briefAt`
 * @throws {Refusal} where it is still so, or the person may not do that
 */
export function planBringBack(brief: Brief, past: Brief, author: PersonId): UpdatePlan {
  const { article, described, ranges } = articleState(past);
  const version = 'Before an earlier text was brought back';
  const plan = planUpdate(brief, { article, described }, { version, author, known: ranges });
  const role = brief.notes.people.roleOf(author);
  const restored = [...brief.notes.annotations.values()]
    .filter(({ id, withdrawn }) => withdrawn && past.notes.annotations.get(id)?.withdrawn === undefined)
    .filter(({ id }) => past.notes.annotations.has(id))
    .filter(({ by }) => mayAppend(role, 'restored', { own: by === author, assigned: false }))
    .map(({ id }): AttributedPayload => ({ type: 'restored', target: id }));
  const payloads = [...plan.payloads, ...restored];
  if (payloads.length === 0)
    throw new Refusal('nothing-to-bring-back', 'The article is as it was then, and nothing was withdrawn since.');
  return { ...plan, payloads };
}
