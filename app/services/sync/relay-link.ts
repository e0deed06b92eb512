import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type BriefId, briefIdSchema, personIdSchema } from '../../../shared/model/ids.ts';
import type { RoomName } from '../../../shared/relay/messages.ts';
import { makeFolder, readJson, replaceFile } from '../disk.ts';
import { roomAddress } from './relay-address.ts';
import type { RoomDoor } from './room.ts';
import { type Trust, tlsOptions } from './trust.ts';

const linkSchema = z.object({
  format: z.literal(1),
  brief: briefIdSchema,
  founder: personIdSchema,
  nonce: z.string().max(64),
  /** The relay's address, without a slash at its end. */
  relay: z.string(),
  /** Who works on the relay from here. */
  person: personIdSchema,
  /** This device's credential. It is a secret: it opens the brief to whoever has it. */
  token: z.string(),
  pinned: z.string().optional(),
  ca: z.string().optional(),
});

/** What ties a brief of this machine to its relay. */
export type RelayLink = z.infer<typeof linkSchema>;

/** By what the relay of a link is recognised. */
export function trustOf({ pinned, ca }: RelayLink): Trust {
  return { ...(pinned === undefined ? {} : { pinned }), ...(ca === undefined ? {} : { ca }) };
}

/** How to get to a room of a brief's relay. */
export function doorTo(link: RelayLink, room: RoomName): () => RoomDoor {
  const address = roomAddress(link.relay, link.brief, room);
  return () => ({ address, token: link.token, tls: tlsOptions(trustOf(link)) });
}

const OF_THE_RELAY: ReadonlySet<string> = new Set(['pictures.json', 'offline-since.json']);

/**
 * The folder of one brief's dealings with its relay: the credential, what the relay is known to hold, and what it
 * refused. Apart from the brief, so that no package and no backup of a brief carries a credential.
 */
export class RelayFolder {
  constructor(readonly path: string) {}

  get refused(): string {
    return join(this.path, 'refused.json');
  }

  /** Which pictures the relay is known to have. */
  get pictures(): string {
    return join(this.path, 'pictures.json');
  }

  /** Since when there is no connection. */
  get offlineSince(): string {
    return join(this.path, 'offline-since.json');
  }

  replica(room: string): string {
    return join(this.path, `${room}.replica`);
  }

  /** Whether it is known what a room holds: this device was in step before. */
  async hasReplica(room: string): Promise<boolean> {
    return (await stat(this.replica(room)).catch(() => undefined)) !== undefined;
  }

  async link(): Promise<RelayLink | undefined> {
    const parsed = linkSchema.safeParse(await readJson(this.linkFile));
    return parsed.success ? parsed.data : undefined;
  }

  /** Keeps a link, readable by this computer's user only. */
  async keep(link: RelayLink): Promise<void> {
    await makeFolder(this.path, 'The credential of the relay');
    await replaceFile(this.linkFile, JSON.stringify(link), 'The credential of the relay');
  }

  /** Forgets credential and replicas. What the relay refused stays: it is its person's. */
  async forget(): Promise<void> {
    await rm(this.linkFile, { force: true });
    for (const name of await readdir(this.path).catch(() => [])) {
      if (name.endsWith('.replica') || OF_THE_RELAY.has(name)) await rm(join(this.path, name), { force: true });
    }
  }

  private get linkFile(): string {
    return join(this.path, 'link.json');
  }
}

/** The relay folders of this machine. */
export class RelayFolders {
  constructor(private readonly path: string) {}

  of(brief: BriefId): RelayFolder {
    return new RelayFolder(join(this.path, brief));
  }

  /** Every brief that has a relay. */
  async links(): Promise<RelayLink[]> {
    const names = await readdir(this.path).catch(() => []);
    const links = await Promise.all(
      names.map(async (name) => {
        const id = briefIdSchema.safeParse(name);
        return id.success ? this.of(id.data).link() : undefined;
      }),
    );
    return links.filter((link) => link !== undefined);
  }
}
