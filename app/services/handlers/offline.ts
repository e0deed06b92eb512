import type { offlineCalls } from '../../../shared/bridge/offline.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import type { ArticleChoice } from '../../../shared/offline/merging.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { Backups } from '../backups/backups.ts';
import type { Brief } from '../brief/brief.ts';
import type { Identity } from '../identity/profile.ts';
import type { Importing } from '../importing/importing.ts';
import type { ImportedBrief } from '../importing/new-article.ts';
import { addPackaged, packageOf } from '../library/packages.ts';
import type { CarriedFiles, Look } from '../offline/carried-files.ts';
import { planCarryOver } from '../offline/carry-over.ts';
import { HandedIn } from '../offline/handed-in.ts';
import type { MergedAt } from '../offline/merge-into.ts';
import { OpenedPackages } from '../offline/opened-packages.ts';
import { planUpdate, type UpdatePlan, versionBefore } from '../offline/update.ts';
import { verifyBrief } from '../offline/verify.ts';
import { lockPackage } from '../package/lock.ts';
import { readPackage } from '../package/package.ts';
import { readPackageInThread } from '../package/read-in-thread.ts';
import type { HandlersOf, ServiceContext } from './context.ts';
import { fileOut } from './file-out.ts';
import { takePrivately } from './take-privately.ts';

/** Answers the calls of review offline: what is carried by hand, merged, replaced and looked back at. */
export function offlineHandlers(
  context: ServiceContext,
  carried: CarriedFiles,
  importing: Importing,
  backups: Backups,
  isShared: (brief: BriefId) => boolean,
): HandlersOf<typeof offlineCalls> {
  const opened = new OpenedPackages(context.library);
  const handedIn = new HandedIn();
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
    'offline.carryOver': async ({ brief, as, preview, ...given }) => {
      const other =
        'opened' in given
          ? opened.find(given.opened).brief
          : readPackage(Buffer.from(given.bytes, 'base64'), given.name).brief;
      if (preview) return context.library.with(brief, (stored) => planCarryOver(stored.brief, other).receipt);
      const { plan } = await context.change(brief, as, (stored, author) =>
        stored.following((each) => planCarryOver(each, other), author, context.now()),
      );
      return plan.receipt;
    },
    'offline.handOver': async ({ brief, passphrase, private: own, ...parts }) => {
      const privately = own ? { privately: (await context.me()).person.id } : {};
      const { name, bytes } = await packageOf(context.library, brief, { ...parts, ...privately });
      return fileOut(name, passphrase === undefined ? bytes : await lockPackage(bytes, passphrase));
    },
    'offline.open': async ({ passphrase, job, ...given }) => {
      const tell = (done: number) => job !== undefined && context.emit('offline.step', { job, done });
      const how = { passphrase, now: context.now(), tell };
      if (!('handedIn' in given)) return opened.open(Buffer.from(given.bytes, 'base64'), given.name, how);
      const { name, bytes, look } = handedIn.find(given.handedIn);
      const found = await opened.open(bytes, name, how);
      if (look && !found.locked) looks.set(found.opened, look);
      return found;
    },
    'offline.handIn': async ({ name, bytes: base64, path, asked }) => {
      const bytes = Buffer.from(base64, 'base64');
      const look = path === undefined ? undefined : await carried.look(path, bytes);
      const id = handedIn.add({ name, bytes, ...(look ? { look } : {}), ...(asked ? { asked } : {}) });
      if (!asked) context.emit('offline.handedIn', {});
      return { handedIn: id };
    },
    'offline.handedIn': () => handedIn.list(),
    'offline.putAway': ({ handedIn: id }) => {
      handedIn.putAway(id);
      context.emit('offline.handedIn', {});
      return null;
    },
    'offline.add': async ({ opened: token }) => {
      const packaged = opened.find(token);
      const brief = await addPackaged(context.library, packaged);
      await takePrivately(context, brief, packaged);
      await takenIn(brief, token);
      return context.added(brief);
    },
    'offline.mergePreview': async ({ opened: token, article }) => {
      const copy = opened.find(token);
      demandExchangeable(article, isShared(copy.brief.id));
      return context.library.peek(copy.brief.id, (stored) => stored.previewMerge(copy, context.now(), article));
    },
    'offline.merge': async ({ opened: token, article, as }) => {
      const copy = opened.find(token);
      const { id } = copy.brief;
      const shared = isShared(id);
      demandExchangeable(article, shared);
      const { report } = await context.change(id, as, async (stored, author) => {
        const change = await stored.merge(copy, author.person.id, context.now(), article);
        if (!shared) merged.set(id, change.merged);
        return change;
      });
      await takePrivately(context, id, copy);
      await takenIn(id, token);
      return { brief: id, report, back: !shared };
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
    'offline.openBackup': async ({ brief, name }) =>
      opened.open(await backups.read(brief, name), name, { now: context.now() }),
    'offline.drop': ({ opened: token }) => {
      opened.drop(token);
      looks.delete(token);
      return null;
    },
    'offline.updatePreview': async ({ brief, preview, decisions, as }) => {
      const article = importing.decide(preview, decisions);
      const author = await context.author(as);
      return context.library.with(brief, (stored) => planFor(article, author)(stored.brief).report);
    },
    'offline.update': async ({ brief, preview, decisions, as }) => {
      const article = importing.decide(preview, decisions);
      const { plan } = await context.change(brief, as, async (stored, author) => {
        // First what belongs to it, then the article: cut off between, a picture too many does no harm.
        for (const [sha256, bytes] of article.images ?? []) await stored.images.keep(sha256, bytes);
        const change = await stored.following(planFor(article, author), author, context.now());
        if (change.plan.update) await stored.alsoLeftOut(article.leftOut);
        return change;
      });
      importing.drop(preview);
      return plan.report;
    },
  };
}

/** On a relay a brief's article only grows: another one can't come in its place. */
function demandExchangeable(article: ArticleChoice | undefined, shared: boolean): void {
  if (article !== 'theirs' || !shared) return;
  throw new Refusal(
    'article-on-relay',
    'This brief is on a relay, where its article can’t be exchanged for that of a copy. Keep yours: theirs is kept as a version then, and can be brought back from the timeline.',
  );
}

function planFor(article: ImportedBrief, author: Identity): (brief: Brief) => UpdatePlan {
  const { name } = article.imported;
  return (brief) => planUpdate(brief, article, { version: versionBefore(name), author: author.person.id });
}
