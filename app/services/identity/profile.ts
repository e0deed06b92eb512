import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { colourSchema, initialsSchema, MAX_NAME_LENGTH, personIdOf } from '../../../shared/model/entry.ts';
import { type PersonId, personIdSchema, publicKeySchema } from '../../../shared/model/ids.ts';
import { isName, nameShown } from '../../../shared/model/names.ts';
import type { Person } from '../../../shared/model/people.ts';
import { colourFor, initialsOf } from '../../../shared/model/person-colours.ts';
import type { Sign } from '../../../shared/model/signing.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { type KeyPair, makeKeys, signerOf, verifying } from '../crypto.ts';
import { errorCode, makeFolder, readJson, replaceFile } from '../disk.ts';

const identitySchema = z.strictObject({
  format: z.literal(1),
  person: z.strictObject({
    id: personIdSchema,
    name: z.string().trim().min(1).max(MAX_NAME_LENGTH).transform(nameShown),
    initials: initialsSchema,
    colour: colourSchema,
  }),
  keys: z.strictObject({ public: publicKeySchema, secret: z.string().max(200) }),
});

/** A person of this machine with the keys that speak for them. */
export interface Identity {
  format: 1;
  person: Person;
  keys: KeyPair;
}

/** What a person chooses about themselves. */
export type PersonDetails = Omit<Person, 'id'>;

/** Reads one identity from JSON; undefined where it isn't one, or where its key isn't its person's. */
export function parseIdentity(json: unknown): Identity | undefined {
  const parsed = identitySchema.safeParse(json);
  if (!parsed.success) return undefined;
  const { keys, person } = parsed.data;
  return personIdOf(keys.public, verifying.sha256) === person.id ? parsed.data : undefined;
}

/** The signature of an identity's person. */
export function signing({ keys }: Identity): Sign {
  return signerOf(keys);
}

/**
 * The people of this machine, a file each that only its owner may read, and which of them works in the app.
 *
 * The files are read anew each time: the command line may add a person while the app runs.
 */
export class Profile {
  constructor(private readonly folder: string) {}

  /** Everybody whose keys are here, by name. */
  async all(): Promise<Identity[]> {
    const names = await readdir(this.folder).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return [];
      throw error;
    });
    const files = names.filter((name) => /^[0-9a-f]{64}\.json$/.test(name));
    const identities = await Promise.all(
      files.map(async (name) => parseIdentity(await readJson(join(this.folder, name)))),
    );
    return identities
      .filter((identity) => identity !== undefined)
      .sort((a, b) => a.person.name.localeCompare(b.person.name) || (a.person.id < b.person.id ? -1 : 1));
  }

  /** One person's identity; undefined where it isn't here. */
  async find(id: PersonId): Promise<Identity | undefined> {
    return parseIdentity(await readJson(join(this.folder, `${id}.json`)));
  }

  /** Who works in the app; undefined until somebody has given a name. */
  async current(): Promise<Identity | undefined> {
    const chosen = z.object({ person: personIdSchema }).safeParse(await readJson(this.currentFile));
    return chosen.success ? this.find(chosen.data.person) : undefined;
  }

  /**
   * Makes a person with new keys. The first one works in the app.
   *
   * @throws {Refusal} where the name can't be one
   */
  async create(details: PersonDetails): Promise<Identity> {
    demandName(details.name);
    const keys = makeKeys();
    const id = personIdOf(keys.public, verifying.sha256);
    const identity: Identity = { format: 1, person: { id, ...details }, keys };
    await this.save(identity);
    if (!(await this.current())) await this.choose(id);
    return identity;
  }

  /**
   * Gives a person another name, initials or colour.
   *
   * @throws {Refusal} where the name can't be one, or the person's keys aren't here
   */
  async change(id: PersonId, details: PersonDetails): Promise<Identity> {
    demandName(details.name);
    const identity = await this.find(id);
    if (!identity)
      throw new Refusal('no-such-person', 'This person’s keys are not on this computer. Import their identity first.');
    const changed = { ...identity, person: { id, ...details } };
    await this.save(changed);
    return changed;
  }

  /** The person of this name, made when new. Two people of one name are told apart by their ids. */
  async named(name: string): Promise<Identity> {
    const wanted = name.trim().normalize();
    demandName(wanted);
    const everybody = await this.all();
    const found = everybody.filter(({ person }) => person.name.normalize() === wanted || person.id === wanted);
    const [only] = found;
    if (found.length > 1) {
      const ids = found.map(({ person }) => person.id).join(', ');
      throw new Refusal(
        'ambiguous-person',
        `“${wanted}” is the name of ${found.length} people here. Give the id instead: ${ids}.`,
      );
    }
    if (only) return only;
    return this.create({ name: wanted, initials: initialsOf(wanted), colour: colourFor(wanted) });
  }

  /** Adds an identity from another computer and lets its person work in the app. */
  async adopt(identity: Identity): Promise<void> {
    await this.save(identity);
    await this.choose(identity.person.id);
  }

  private async choose(person: PersonId): Promise<void> {
    await replaceFile(this.currentFile, JSON.stringify({ person }), 'Your profile');
  }

  private async save(identity: Identity): Promise<void> {
    await makeFolder(this.folder, 'Your profile');
    await replaceFile(join(this.folder, `${identity.person.id}.json`), JSON.stringify(identity), 'Your profile');
  }

  private get currentFile(): string {
    return join(this.folder, 'current.json');
  }
}

function demandName(name: string): void {
  if (name === '' || name.length > MAX_NAME_LENGTH)
    throw new Refusal('bad-name', `A person’s name has 1 to ${MAX_NAME_LENGTH} characters. Give another one.`);
  if (!isName(name))
    throw new Refusal(
      'bad-name',
      'This is no person’s name: it is one line, with something in it that can be seen. Give another one.',
    );
}
