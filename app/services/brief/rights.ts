import type { EntryType, Payload } from '../../../shared/model/entry.ts';
import type { PersonId } from '../../../shared/model/ids.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { mayAppend, mayEditArticle } from '../../../shared/roles.ts';
import type { Brief } from './brief.ts';
import { FORMAT_VERSION } from './meta.ts';
import { commentIn, existing, type Workplace } from './things.ts';

/** Why a role doesn't allow something, where there is more to say than its name. */
const DENIED: Partial<Record<EntryType, string>> = {
  edited: 'Only the author of a comment can change its words. Reply to it, or suggest other wording.',
  withdrawn: 'Only its author or an owner of the brief can withdraw this. Ask one of them.',
  restored: 'Only its author or an owner of the brief can bring this back. Ask one of them.',
  status: 'Your role lets you resolve and reopen your own annotations and those assigned to you. Ask an editor.',
  tagged: 'Your role lets you change the tags of your own annotations only. Ask an editor.',
  kinded: 'Your role lets you change the kind of your own annotations only. Ask an editor.',
  placed: 'Your role lets you change the passages of your own annotations only. Ask an editor.',
  assigned: 'Your role does not let you assign annotations. Ask an editor.',
  vocabulary: 'Only an owner of the brief can change its vocabulary. Ask one.',
};

/**
 * Refuses what the author's role doesn't allow. The relay would refuse it all the same; here it spares the detour.
 *
 * @throws {Refusal} where the role doesn't allow it, or the thing isn't there
 */
export function demandRight(payload: Payload, brief: Workplace, author: PersonId): void {
  const role = brief.notes.people.roleOf(author);
  if (mayAppend(role, payload.type, standingOf(payload, brief, author))) return;
  throw new Refusal(
    'not-allowed',
    DENIED[payload.type] ?? `Your role in this brief is ${role}, which does not allow this. Ask an owner.`,
  );
}

/**
 * Refuses whoever may not change the article.
 *
 * @throws {Refusal} where the role doesn't allow it, or the brief comes from a newer version
 */
export function demandEditor(brief: Brief, author: PersonId): void {
  const role = brief.notes.people.roleOf(author);
  if (!mayEditArticle(role)) {
    throw new Refusal(
      'not-allowed',
      `Your role in this brief is ${role}, which does not let you change its article. Ask an owner.`,
    );
  }
  if (brief.meta.formatVersion > FORMAT_VERSION) {
    throw new Refusal(
      'newer-format',
      'This brief was made by a newer Briefmark and can only be read here. Update Briefmark to work on it.',
    );
  }
}

function standingOf(payload: Payload, brief: Workplace, author: PersonId): { own: boolean; assigned: boolean } {
  switch (payload.type) {
    case 'annotated':
    case 'commented':
      return { own: true, assigned: false };
    case 'edited':
      return { own: commentIn(brief, payload.comment).by === author, assigned: false };
    case 'withdrawn':
    case 'restored': {
      const annotation = brief.notes.annotations.get(payload.target);
      const thing = annotation ?? commentIn(brief, payload.target);
      return { own: thing.by === author, assigned: annotation?.assigned?.person === author };
    }
    case 'status':
    case 'tagged':
    case 'kinded':
    case 'placed':
    case 'assigned': {
      const annotation = existing(brief, payload.annotation);
      return { own: annotation.by === author, assigned: annotation.assigned?.person === author };
    }
    default:
      return { own: false, assigned: false };
  }
}
