import type { offlineCalls } from '../../../shared/bridge/offline.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import type { ErasePlan } from '../../../shared/offline/erasing.ts';
import type { MergeReport } from '../../../shared/offline/merging.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { Backups } from '../backups/backups.ts';
import type { Brief } from '../brief/brief.ts';
import type { Identity } from '../identity/profile.ts';
import type { Importing } from '../importing/importing.ts';
import type { ImportedBrief } from '../importing/new-article.ts';
import { addPackaged, packageOf } from '../library/packages.ts';
import { planBringBack } from '../offline/bring-back.ts';
import { CarriedFiles, type Look } from '../offline/carried-files.ts';
import { type CarryOverPlan, planCarryOver } from '../offline/carry-over.ts';
import { planErase } from '../offline/erase.ts';
import { HandedIn } from '../offline/handed-in.ts';
import { briefAt } from '../offline/history.ts';
import { historyOfBrief, momentOf } from '../offline/look-back.ts';
import type { MergedAt } from '../offline/merge-into.ts';
import { OpenedPackages } from '../offline/opened-packages.ts';
import { planUpdate, type UpdatePlan, versionBefore } from '../offline/update.ts';
import { verifyBrief } from '../offline/verify.ts';
import { lockPackage } from '../package/lock.ts';
import { readPackage } from '../package/package.ts';
import { readPackageInThread } from '../package/read-in-thread.ts';
import type { HandlersOf, ServiceContext } from './context.ts';
import { fileOut } from './file-out.ts';

/** Answers the calls of review offline: what is carried by hand, merged, replaced and looked back at. */
export function offlineHandlers(
  context: ServiceContext,
  importing: Importing,
  backups: Backups,
  isShared: (brief: BriefId) => boolean,
): HandlersOf<typeof offlineCalls> {
  const opened = new OpenedPackages(context.library);
  const handedIn = new HandedIn();
  const carried = new CarriedFiles(context.home);
  /** How opened files look where they lie. */
  const looks = new Map<string, Look>();
  const merged = new Map<BriefId, MergedAt>();
  /** A file is in the library: it is closed here, and looked at again where it lies. */
  async function takenIn(brief: BriefId, token: string): Promise<void> {
    opened.drop(token);
    const look = looks.get(token);
    looks.delete(token);
    if (look) await carried.remember(brief, look);
  }
  return {
    'offline.verify': async ({ brief }) => {
      const { name, bytes } = await packageOf(context.library, brief);
      return verifyBrief((await readPackageInThread(bytes, name)).brief);
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
    'offline.handOver': async ({ brief, passphrase, ...carried }) => {
      const { name, bytes } = await packageOf(context.library, brief, carried);
      return fileOut(name, passphrase === undefined ? bytes : await lockPackage(bytes, passphrase));
    },
    'offline.open': async ({ passphrase, ...given }) => {
      if (!('handedIn' in given)) {
        return opened.open(Buffer.from(given.bytes, 'base64'), given.name, passphrase, context.now());
      }
      const { name, bytes, look } = handedIn.find(given.handedIn);
      const found = await opened.open(bytes, name, passphrase, context.now());
      if (look && !found.locked) looks.set(found.opened, look);
      return found;
    },
    'offline.handIn': async ({ name, bytes: base64, path }) => {
      const bytes = Buffer.from(base64, 'base64');
      const look = path === undefined ? undefined : await carried.look(path, bytes);
      handedIn.add({ name, bytes, ...(look ? { look } : {}) });
      context.emit('offline.handedIn', {});
      return null;
    },
    'offline.handedIn': () => handedIn.list(),
    'offline.putAway': ({ handedIn: id }) => {
      handedIn.putAway(id);
      context.emit('offline.handedIn', {});
      return null;
    },
    'offline.add': async ({ opened: token }) => {
      const brief = await addPackaged(context.library, opened.find(token));
      await takenIn(brief, token);
      return context.added(brief);
    },
    'offline.merge': async ({ opened: token, as }) => {
      const copy = opened.find(token);
      const { id } = copy.brief;
      let report: MergeReport | undefined;
      const shared = isShared(id);
      await context.change(id, as, async (stored, author) => {
        const change = await stored.merge(copy, author.person.id, context.now());
        report = change.report;
        if (!shared) merged.set(id, change.merged);
        return change;
      });
      await takenIn(id, token);
      return { brief: id, report: report as unknown as MergeReport, back: !shared };
    },
    'offline.unmerge': async ({ brief }) => {
      const at = merged.get(brief);
      if (!at || isShared(brief)) {
        throw new Refusal(
          'no-merge-to-take-back',
          'There is no merge of this brief that can be taken back: what a relay has, others have. What you don’t want of it you can withdraw.',
        );
      }
      await context.library.with(brief, (stored) => stored.unmerge(at));
      merged.delete(brief);
      return context.listChanged();
    },
    'offline.changedFiles': async () => {
      const briefs = await context.library.catalogue.list();
      const here = new Set(briefs.filter(({ binnedAt }) => binnedAt === undefined).map(({ id }) => id));
      return (await carried.list()).filter(({ brief }) => here.has(brief));
    },
    'offline.takeChanged': async ({ id, open }) => {
      const file = await carried.read(id);
      if (open) {
        handedIn.add(file);
        context.emit('offline.handedIn', {});
      }
      await carried.know(id, file.look);
      return null;
    },
    'offline.drop': ({ opened: token }) => {
      opened.drop(token);
      looks.delete(token);
      return null;
    },
    'offline.backups': ({ brief }) => backups.list(brief),
    'offline.openBackup': async ({ brief, name }) =>
      opened.open(await backups.read(brief, name), name, undefined, context.now()),
    'offline.backUp': async () => {
      await backups.run();
      return null;
    },
    'offline.backupSettings': (choice) =>
      Object.keys(choice).length === 0 ? backups.settings() : backups.choose(definedOf(choice)),
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
    'offline.history': ({ brief }) =>
      context.library.with(brief, async (stored) => historyOfBrief(stored.brief, await stored.records())),
    'offline.moment': ({ brief, at }) =>
      context.library.with(brief, async (stored) => momentOf(stored.brief, await stored.records(), stored.leftOut, at)),
    'offline.bringBack': async ({ brief, at, as }) => {
      let plan: UpdatePlan | undefined;
      await context.change(brief, as, async (stored, author) => {
        const past = briefAt(stored.brief, await stored.records(), at);
        const planning = (each: Brief) => planBringBack(each, past, author.person.id);
        const change = await stored.following(planning, author, context.now());
        plan = change.plan;
        return change;
      });
      return (plan as unknown as UpdatePlan).report;
    },
    'offline.erasePreview': async ({ brief, target, as }) => {
      const { person } = await context.author(as);
      return context.library.with(brief, (stored) => planErase(stored.brief, target, person.id).plan);
    },
    'offline.erase': async ({ brief, target, as }) => {
      let plan: ErasePlan | undefined;
      await context.change(brief, as, async (stored, author) => {
        const change = await stored.erase(target, author, context.now());
        plan = change.plan;
        return change;
      });
      await backups.afterErasure(brief);
      return plan as unknown as ErasePlan;
    },
  };
}

/** What of a choice was made. */
function definedOf<T extends object>(choice: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== undefined)) as never;
}

function planFor(article: ImportedBrief, author: Identity): (brief: Brief) => UpdatePlan {
  const { name } = article.imported;
  return (brief) => planUpdate(brief, article, { version: versionBefore(name), author: author.person.id });
}
