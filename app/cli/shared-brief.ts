import { mkdtemp, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Member } from '../../shared/bridge/sharing.ts';
import { type Bridge, MAX_FILE_BYTES } from '../../shared/bridge.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import { Refusal } from '../../shared/refusal.ts';
import { makeFolder, readNamedFile, replaceNamedFile } from '../services/disk.ts';
import { version } from '../version.ts';
import { findBrief } from './brief-in-library.ts';
import type { CommandLine } from './command-line.ts';
import { mayBeId } from './ids.ts';
import { withLibrary } from './library.ts';
import { isFile } from './named-brief.ts';
import { oneAtATime } from './one-at-a-time.ts';

/** Works with a brief that may be shared: one of the library, or one in a `.brief` file, which gets what is new. */
export async function withSharedBrief<T>(
  command: CommandLine,
  named: string,
  work: (bridge: Bridge, brief: BriefId) => Promise<T>,
): Promise<T> {
  const path = command.path(named);
  if (await isFile(path, named)) return withFile(command, path, work);
  return withLibrary(command, async (bridge) => work(bridge, await findBrief(bridge, named)));
}

/** A file's brief is worked with in a library of its own, which is gone afterwards. */
function withFile<T>(
  command: CommandLine,
  path: string,
  work: (bridge: Bridge, brief: BriefId) => Promise<T>,
): Promise<T> {
  const { home } = command;
  return oneAtATime(home, async () => {
    const before = await readNamedFile(path, MAX_FILE_BYTES);
    await makeFolder(home, 'What a file holds');
    const library = await mkdtemp(join(home, '.file-'));
    const { openServices } = await import('../services/services.ts');
    const capabilities = { shell: 'browser', nativeMenu: false } as const;
    const services = await openServices({ home, library, version, capabilities, connects: false });
    try {
      const bytes = Buffer.from(before).toString('base64');
      const { brief } = await services.call('library.addPackage', { name: basename(path), bytes });
      const result = await work(services, brief);
      const packaged = await services.call('brief.package', { brief });
      if (!Buffer.from(before).equals(await readNamedFile(path, MAX_FILE_BYTES)))
        throw new Refusal(
          'file-changes',
          `“${path}” was changed by another program meanwhile and was left as it is now. Run the command again.`,
        );
      await replaceNamedFile(path, Buffer.from(packaged.bytes, 'base64'));
      return result;
    } finally {
      await services.close();
      await rm(library, { recursive: true, force: true });
    }
  });
}

/** The member that an argument names, as the relay knows it or, where it can't be reached, as this computer does. */
export async function findMember(bridge: Bridge, brief: BriefId, argument: string): Promise<Member> {
  const members = await bridge.call('sharing.people', { brief }).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === 'relay-not-reached')
      return bridge.call('sharing.members', { brief });
    throw error;
  });
  return memberNamed(members, argument);
}

/**
 * The member that an argument names, by name or by id.
 *
 * @throws {Refusal} where there is none, or several have that name
 */
function memberNamed(members: readonly Member[], argument: string): Member {
  const wanted = argument.trim().normalize();
  const byName = members.filter(({ name }) => name.normalize() === wanted);
  const found = byName.length > 0 || !mayBeId(wanted) ? byName : members.filter(({ id }) => id.startsWith(wanted));
  const [only] = found;
  if (found.length > 1)
    throw new Refusal(
      'ambiguous-person',
      `“${wanted}” is the name of ${found.length} people of this brief. Give the id instead: ${found.map(({ id }) => id.slice(0, 12)).join(', ')}.`,
    );
  if (only) return only;
  throw new Refusal(
    'no-such-member',
    `Nobody called “${wanted}” has joined this brief. “briefmark people” lists who has.`,
  );
}
