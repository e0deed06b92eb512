import { basename } from 'node:path';
import { MAX_FILE_BYTES } from '../../shared/bridge.ts';
import type { Entry } from '../../shared/model/entry.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { AttributedPayload } from '../services/brief/brief.ts';
import { readNamedFile, replaceNamedFile } from '../services/disk.ts';
import type { Identity } from '../services/identity/profile.ts';
import { type NewRecord, withRecord } from '../services/log/log.ts';
import { type PackagedBrief, readPackage, writePackage } from '../services/package/package.ts';
import type { CommandLine } from './command-line.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { personNamed } from './person.ts';

/** Nobody works on one file so fast that a command finds it changed every time; a program gone wild may. */
const MOST_TRIES = 20;

/** What a `.brief` file is turned into; nothing where it stays as it is. */
type Repacked = Omit<PackagedBrief, 'notVerified'> | undefined;

/** What was done to a brief in memory, and how it is logged. */
interface Done {
  record: NewRecord;
  entries: Entry[];
}

/** How a `.brief` file is read and changed. */
export interface BriefFile {
  read(): Promise<PackagedBrief>;
  /** Replaces the file by what is made of it as it is; where it was changed meanwhile, that is made again. */
  replace<T>(make: (packaged: PackagedBrief) => Promise<{ packaged: Repacked; made: T }>): Promise<T>;
  /** Logs what a person does, likewise, as one record. */
  act(
    as: string,
    make: (packaged: PackagedBrief, author: () => Promise<Identity>) => Promise<Done>,
  ): Promise<{ packaged: PackagedBrief; entries: Entry[] }>;
  /** Adds what a person does, likewise, as one action. */
  append<T extends { payloads: readonly AttributedPayload[] }>(
    as: string,
    make: (packaged: PackagedBrief, author: () => Promise<Identity>) => Promise<T>,
  ): Promise<{ packaged: PackagedBrief; made: T; entries: Entry[] }>;
}

/** The brief in a file that a person named. */
export function briefFile(command: CommandLine, path: string): BriefFile {
  const name = basename(path);
  const read = async () => {
    const bytes = await readNamedFile(path, MAX_FILE_BYTES);
    return { bytes, packaged: readPackage(bytes, name) };
  };
  const replace: BriefFile['replace'] = (make) =>
    oneAtATime(command.home, async () => {
      for (let tries = 0; tries < MOST_TRIES; tries++) {
        const { bytes, packaged } = await read();
        const { packaged: changed, made } = await make(packaged);
        if (!changed) return made;
        const changedBytes = writePackage(changed);
        // The lock keeps out our own commands; what else may write here (a synced folder, a copy) shows by this.
        if (!Buffer.from(bytes).equals(await readNamedFile(path, MAX_FILE_BYTES))) continue;
        await replaceNamedFile(path, changedBytes);
        return made;
      }
      throw new Refusal('file-changes', `“${path}” is changed by another program all the time. Try again later.`);
    });
  return {
    read: async () => (await read()).packaged,
    replace,
    act: (as, make) =>
      replace(async (packaged) => {
        const { record, entries } = await make(packaged, () => personNamed(command, as));
        return { packaged: { ...packaged, log: withRecord(packaged.log, record) }, made: { packaged, entries } };
      }),
    append: (as, make) =>
      replace(async (packaged) => {
        const made = await make(packaged, () => personNamed(command, as));
        if (made.payloads.length === 0) return { packaged: undefined, made: { packaged, made, entries: [] } };
        const { record, entries } = packaged.brief.append(made.payloads, await personNamed(command, as), command.now());
        const changed = { ...packaged, log: withRecord(packaged.log, record) };
        return { packaged: changed, made: { packaged, made, entries } };
      }),
  };
}
