import { userInfo } from 'node:os';
import { identityFolder } from '../services/home.ts';
import { type Identity, Profile } from '../services/identity/profile.ts';
import type { CommandLine } from './command-line.ts';

/** The person that `--as` names, made when new. To be called by one command at a time. */
export function personNamed({ home }: CommandLine, name: string): Promise<Identity> {
  return new Profile(identityFolder(home)).named(name);
}

/** Who works in the app; undefined where nobody has given a name yet. */
export function personHere({ home }: CommandLine): Promise<Identity | undefined> {
  return new Profile(identityFolder(home)).current();
}

/** Who works in the app; where nobody has given a name yet, a person with the name of the computer's user. */
export async function currentPerson(command: CommandLine): Promise<Identity> {
  return (await personHere(command)) ?? personNamed(command, userName());
}

/** The name of who does something: the one that `--as` gives, else of who works in the app. */
export async function authorName(command: CommandLine, as: string | undefined): Promise<string> {
  return as ?? (await currentPerson(command)).person.name;
}

function userName(): string {
  try {
    return userInfo().username.trim() || 'Owner';
  } catch {
    // A container may run under a number that has no name.
    return 'Owner';
  }
}
