import type { offlineCalls } from '../../../shared/bridge/offline.ts';
import type { Brief } from '../brief/brief.ts';
import type { Identity } from '../identity/profile.ts';
import type { Importing } from '../importing/importing.ts';
import type { ImportedBrief } from '../importing/new-article.ts';
import { packageOf } from '../library/packages.ts';
import { type CarryOverPlan, planCarryOver } from '../offline/carry-over.ts';
import { planUpdate, type UpdatePlan, versionBefore } from '../offline/update.ts';
import { verifyBrief } from '../offline/verify.ts';
import { readPackage } from '../package/package.ts';
import type { HandlersOf, ServiceContext } from './context.ts';

/** Answers the calls of review offline: what is carried by hand, merged, replaced and looked back at. */
export function offlineHandlers(context: ServiceContext, importing: Importing): HandlersOf<typeof offlineCalls> {
  return {
    'offline.verify': async ({ brief }) => {
      const { name, bytes } = await packageOf(context.library, brief);
      return verifyBrief(readPackage(bytes, name).brief);
    },
    'offline.carryOver': async ({ brief, name, bytes, as, preview }) => {
      const other = readPackage(Buffer.from(bytes, 'base64'), name).brief;
      if (preview) return context.library.with(brief, (stored) => planCarryOver(stored.brief, other).receipt);
      let plan: CarryOverPlan | undefined;
      await context.change(brief, as, async (stored, author) => {
        const change = await stored.following((each) => planCarryOver(each, other), author, context.now());
        plan = change.plan;
        return change;
      });
      return (plan as unknown as CarryOverPlan).receipt;
    },
    'offline.updatePreview': async ({ brief, preview, decisions, as }) => {
      const article = importing.decide(preview, decisions);
      const author = await context.author(as);
      return context.library.with(brief, (stored) => planFor(article, author)(stored.brief).report);
    },
    'offline.update': async ({ brief, preview, decisions, as }) => {
      const article = importing.decide(preview, decisions);
      let plan: UpdatePlan | undefined;
      await context.change(brief, as, async (stored, author) => {
        // First what belongs to it, then the article: cut off between, a picture too many does no harm.
        for (const [sha256, bytes] of article.images ?? []) await stored.images.keep(sha256, bytes);
        const change = await stored.following(planFor(article, author), author, context.now());
        plan = change.plan;
        if (plan.update) await stored.alsoLeftOut(article.leftOut);
        return change;
      });
      importing.drop(preview);
      return (plan as unknown as UpdatePlan).report;
    },
  };
}

function planFor(article: ImportedBrief, author: Identity): (brief: Brief) => UpdatePlan {
  const { name } = article.imported;
  return (brief) => planUpdate(brief, article, { version: versionBefore(name), author: author.person.id });
}
