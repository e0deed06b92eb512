import type { offlineCalls } from '../../../shared/bridge/offline.ts';
import { packageOf } from '../library/packages.ts';
import { type CarryOverPlan, planCarryOver } from '../offline/carry-over.ts';
import { verifyBrief } from '../offline/verify.ts';
import { readPackage } from '../package/package.ts';
import type { HandlersOf, ServiceContext } from './context.ts';

/** Answers the calls of review offline: what is carried by hand, merged, replaced and looked back at. */
export function offlineHandlers(context: ServiceContext): HandlersOf<typeof offlineCalls> {
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
  };
}
