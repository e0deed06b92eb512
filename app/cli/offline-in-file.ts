import { entryIdSchema } from '../../shared/model/ids.ts';
import { showBrief } from '../../shared/shown.ts';
import { logOf, markerOf, readRecords, withRecord } from '../services/log/log.ts';
import type { LogRecord } from '../services/log/record.ts';
import { planBringBack } from '../services/offline/bring-back.ts';
import { planErase } from '../services/offline/erase.ts';
import { briefAt } from '../services/offline/history.ts';
import { historyOfBrief } from '../services/offline/look-back.ts';
import { believedHistory, historyOf } from '../services/package/history.ts';
import type { PackagedBrief } from '../services/package/package.ts';
import type { BriefFile } from './changing-file.ts';
import type { CommandLine } from './command-line.ts';
import type { NamedBrief } from './named-brief.ts';
import { personNamed } from './person.ts';

/** Looking back, bringing back and erasing, in a `.brief` file. */
export function offlineInFile(
  command: CommandLine,
  { read, replace }: BriefFile,
): Pick<NamedBrief, 'history' | 'showAt' | 'bringBack' | 'erase'> {
  return {
    async history() {
      const packaged = await read();
      return historyOfBrief(packaged.brief, recordsOf(packaged));
    },

    async showAt(at) {
      const packaged = await read();
      return showBrief(briefAt(packaged.brief, recordsOf(packaged), { at }), packaged.leftOut);
    },

    bringBack: (as, at) =>
      replace(async (packaged) => {
        const { brief, log } = packaged;
        const author = await personNamed(command, as);
        const plan = planBringBack(brief, briefAt(brief, recordsOf(packaged), { at }), author.person.id);
        const { record } = plan.update
          ? brief.replaceArticle(plan.update, plan.payloads, author, command.now())
          : brief.append(plan.payloads, author, command.now());
        return { packaged: { ...packaged, log: withRecord(log, record) }, made: plan.report };
      }),

    erase: (as, id, preview) =>
      replace(async (packaged) => {
        const { brief, log } = packaged;
        const author = await personNamed(command, as);
        const { payloads, plan } = planErase(brief, entryIdSchema.parse(id), author.person.id);
        if (preview) return { packaged: undefined, made: plan };
        const now = command.now();
        const { record } = brief.append(payloads, author, now);
        const history: LogRecord[] = [...recordsOf(packaged), { ...record, v: 1, n: Number.MAX_SAFE_INTEGER }];
        brief.forget(brief.erasedHere().map((entry) => entry.id));
        // Made anew from what is left: no record, and no update in one, has the words any more.
        const fresh = logOf(markerOf(log) ?? new Uint8Array(), historyOf(brief, [history], now));
        return { packaged: { ...packaged, log: fresh }, made: plan };
      }),
  };
}

/** What of a package's history can be believed; as it is read, it was found whole. */
function recordsOf({ brief, log }: PackagedBrief): LogRecord[] {
  const marker = markerOf(log);
  return marker && readRecords(log, marker).records.length > 0 ? believedHistory(brief, log) : [];
}
