import { basename } from 'node:path';
import { MAX_FILE_BYTES } from '../../shared/bridge.ts';
import { actionSchema } from '../../shared/model/action.ts';
import { Refusal } from '../../shared/refusal.ts';
import { showBrief } from '../../shared/shown.ts';
import { payloadsFor } from '../services/brief/actions.ts';
import { readNamedFile, replaceNamedFile } from '../services/disk.ts';
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
  return {
    async show() {
      const { brief, leftOut, notVerified } = (await read()).packaged;
      return { shown: showBrief(brief, leftOut), notShown: { unknown: brief.unknown.size, notVerified } };
    },

    change: (as, make) =>
      oneAtATime(command.home, async () => {
        for (let tries = 0; tries < MOST_TRIES; tries++) {
          const { bytes, packaged } = await read();
          const { brief, leftOut } = packaged;
          const text = async () => brief.index.text;
          const action = actionSchema.parse(await make({ shown: showBrief(brief, leftOut), text }));
          const author = await personNamed(command, as);
          const payloads = payloadsFor(action, brief, author.person.id);
          const { record, entries } = brief.append(payloads, author, command.now());
          const changed = repacked({ ...packaged, log: withRecord(packaged.log, record) });
          // The lock keeps out our own commands; what else may write here (a synced folder, a copy) shows by this.
          if (!Buffer.from(bytes).equals(await readNamedFile(path, MAX_FILE_BYTES))) continue;
          await replaceNamedFile(path, changed);
          return { shown: showBrief(brief, leftOut), entries };
        }
        throw new Refusal('file-changes', `“${path}” is changed by another program all the time. Try again later.`);
      }),
  };
}

function repacked({ notVerified: _, ...packaged }: PackagedBrief): Uint8Array {
  return writePackage(packaged);
}
