import type { lookingBackCalls } from '../../../shared/bridge/looking-back.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import type { Brief } from '../brief/brief.ts';
import { demandRight } from '../brief/rights.ts';
import { planBringBack } from '../offline/bring-back.ts';
import { editedApartIn, forgetEditedApart } from '../offline/edited-apart.ts';
import { planErase } from '../offline/erase.ts';
import { articleMoments, briefAt } from '../offline/history.ts';
import { historyOfBrief, momentOf, paragraphOf } from '../offline/look-back.ts';
import type { HandlersOf, ServiceContext } from './context.ts';

/**
 * Answers the calls of looking back: what happened, what was, bringing it back, and erasing.
 *
 * @param erased takes what was erased in a brief out of its backups too
 */
export function lookingBackHandlers(
  context: ServiceContext,
  erased: (brief: BriefId) => Promise<void>,
): HandlersOf<typeof lookingBackCalls> {
  return {
    'offline.history': ({ brief }) =>
      context.library.with(brief, async (stored) => historyOfBrief(stored.brief, await stored.records('article'))),
    'offline.articleHistory': ({ brief }) =>
      context.library.with(brief, async (stored) => articleMoments(stored.brief, await stored.records('article'))),
    'offline.moment': ({ brief, against, ...point }) =>
      context.library.with(brief, async (stored) => {
        const records = await stored.records('article');
        return momentOf(stored.brief, records, stored.leftOut, point, against);
      }),
    'offline.paragraph': ({ brief, child }) =>
      context.library.with(brief, async (stored) => paragraphOf(stored.brief, await stored.records('article'), child)),
    'offline.nameVersion': async ({ brief, name, as }) => {
      await context.change(brief, as, (stored, author) => {
        const payload = { type: 'version' as const, name };
        demandRight(payload, stored.brief, author.person.id);
        return stored.sign([payload], author, context.now());
      });
      return null;
    },
    'offline.editedApart': ({ brief }) => editedApartIn(context.library.folderOf(brief)),
    'offline.lookedAtEdits': async ({ brief }) => {
      await forgetEditedApart(context.library.folderOf(brief));
      return context.listChanged();
    },
    'offline.bringBack': async ({ brief, as, ...point }) => {
      const { plan } = await context.change(brief, as, async (stored, author) => {
        const past = briefAt(stored.brief, await stored.records('article'), point);
        const planning = (each: Brief) => planBringBack(each, past, author.person.id);
        return stored.following(planning, author, context.now());
      });
      return plan.report;
    },
    'offline.erasePreview': async ({ brief, target, as }) => {
      const author = await context.author(as);
      return context.library.with(brief, ({ own, brief: here }) =>
        own.holds(target) ? own.planErase(target, author.person) : planErase(here, target, author.person.id).plan,
      );
    },
    'offline.erase': async ({ brief, target, as }) => {
      const { plan } = await context.change(brief, as, (stored, author) => stored.erase(target, author, context.now()));
      await erased(brief);
      return plan;
    },
  };
}
