import { basename } from 'node:path';
import { MAX_FILE_BYTES } from '../../shared/bridge.ts';
import { actionSchema } from '../../shared/model/action.ts';
import type { Entry } from '../../shared/model/entry.ts';
import { Refusal } from '../../shared/refusal.ts';
import { showBrief } from '../../shared/shown.ts';
import { payloadsFor } from '../services/brief/actions.ts';
import type { AttributedPayload } from '../services/brief/brief.ts';
import { readNamedFile, replaceNamedFile } from '../services/disk.ts';
import { makeExport } from '../services/exporting/make-export.ts';
import type { Identity } from '../services/identity/profile.ts';
import { planReview } from '../services/importing-comments/plan-review.ts';
import { readWord } from '../services/importing-comments/read-word.ts';
import { withRecord } from '../services/log/log.ts';
import { type PackagedBrief, readPackage, writePackage } from '../services/package/package.ts';
import type { CommandLine } from './command-line.ts';
import type { NamedBrief } from './named-brief.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { personNamed } from './person.ts';

/** Nobody works on one file so fast that a command finds it changed every time; a program gone wild may. */
const MOST_TRIES = 20;

/** A brief in a `.brief` file, which stays whole and keeps its history, whatever happens. */
export function briefInFile(command: CommandLine, path: string): NamedBrief {
  const name = basename(path);
  const read = async () => {
    const bytes = await readNamedFile(path, MAX_FILE_BYTES);
    return { bytes, packaged: readPackage(bytes, name) };
  };
  /** Adds what is made of the brief as it is; where the file was changed meanwhile it is made again. */
  const append = <T extends { payloads: readonly AttributedPayload[] }>(
    as: string,
    make: (packaged: PackagedBrief, author: () => Promise<Identity>) => Promise<T>,
  ): Promise<{ packaged: PackagedBrief; made: T; entries: Entry[] }> =>
    oneAtATime(command.home, async () => {
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const { bytes, packaged } = await read();
        const { brief } = packaged;
        const made = await make(packaged, () => personNamed(command, as));
        if (made.payloads.length === 0) return { packaged, made, entries: [] };
        const { record, entries } = brief.append(made.payloads, await personNamed(command, as), command.now());
        const changed = repacked({ ...packaged, log: withRecord(packaged.log, record) });
        // The lock keeps out our own commands; what else may write here (a synced folder, a copy) shows by this.
        if (!Buffer.from(bytes).equals(await readNamedFile(path, MAX_FILE_BYTES))) continue;
        await replaceNamedFile(path, changed);
        return { packaged, made, entries };
      }
      throw new Refusal('file-changes', `“${path}” is changed by another program all the time. Try again later.`);
    });
  return {
    async show() {
      const { brief, leftOut, notVerified } = (await read()).packaged;
      return { shown: showBrief(brief, leftOut), notShown: { unknown: brief.unknown.size, notVerified } };
    },

    async change(as, make) {
      const { packaged, entries } = await append(as, async ({ brief, leftOut }, author) => {
        const text = async () => brief.index.text;
        const action = actionSchema.parse(await make({ shown: showBrief(brief, leftOut), text }));
        return { payloads: payloadsFor(action, brief, (await author()).person.id) };
      });
      return { shown: showBrief(packaged.brief, packaged.leftOut), entries };
    },

    async importComments(as, word, preview) {
      const file = readWord(word.bytes, word.name);
      const { made } = await append(as, async ({ brief }, author) => {
        const plan = planReview(brief, file, (await author()).person.id);
        return { ...plan, payloads: preview ? [] : plan.payloads };
      });
      return { steps: made.steps, receipt: made.receipt };
    },

    async export(choose, now) {
      const { brief, leftOut } = (await read()).packaged;
      const options = { ...choose(showBrief(brief, leftOut)), now };
      return { ...(await makeExport(brief, options)), id: brief.id, options };
    },
  };
}

function repacked({ notVerified: _, ...packaged }: PackagedBrief): Uint8Array {
  return writePackage(packaged);
}
