import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Relay, type RelayOptions } from '../../app/relay/relay.ts';
import { personCalled } from './people.ts';
import { type Connected, put, RelayClient, type SharedBrief, until } from './relay-client.ts';

/** A relay of a test, in a folder of its own, with everything that has to be ended after it. */
export class TestRelay {
  private readonly rooms: Connected[] = [];

  private constructor(
    readonly data: string,
    public relay: Relay,
  ) {}

  static async start(options: Partial<RelayOptions> = {}): Promise<TestRelay> {
    const data = options.data ?? (await mkdtemp(join(tmpdir(), 'briefmark-relay-')));
    return new TestRelay(data, await Relay.start({ host: '127.0.0.1', port: 0, ...options, data }));
  }

  /** Somebody new who knows the relay's address. */
  client(name: string): RelayClient {
    return new RelayClient(this.relay.address, personCalled(name));
  }

  /** Remembers a room, so that it is left at the end. */
  keep(room: Connected): Connected {
    this.rooms.push(room);
    return room;
  }

  /** A brief of Ann's, who is connected to its notes, and others with roles and credentials. */
  async team<R extends string>(roles: Record<R, 'viewer' | 'commenter' | 'editor' | 'owner'>): Promise<Team<R>> {
    const ann = this.client('Ann Okoro');
    const { body, brief } = await ann.share();
    const notes = this.keep(ann.connect(brief.id, 'notes', body.token));
    const members = {} as Record<R, Member>;
    for (const [name, role] of Object.entries(roles) as [R, Team<R>['roles'][R]][]) {
      const client = this.client(name);
      put(notes.doc, ann.entry(brief.id, { type: 'role', person: client.person.person.id, role }));
      await until(`${name} has a role`, async () => {
        const { status, body } = await client.addDevice(brief.id);
        if (status === 200) members[name] = { client, token: body.token };
        return status === 200;
      });
    }
    return { brief, ann: { client: ann, token: body.token }, notes, members, roles };
  }

  /** Makes the notes of a team large: four annotations of 200 passages each; gives a room that has them. */
  async enlarge({ ann, brief, notes }: Team<string>): Promise<Connected> {
    const quote = { exact: 'x'.repeat(4_000), prefix: '', suffix: '' };
    const anchors = Array.from({ length: 200 }, () => ({ start: {}, end: {}, quote, offset: 0 }));
    const entries = Array.from({ length: 4 }, () =>
      ann.client.entry(brief.id, { type: 'annotated', kind: 'claim', tags: [], anchors }),
    );
    for (const entry of entries) put(notes.doc, entry);
    const reader = this.keep(ann.client.connect(brief.id, 'notes', ann.token));
    await until('they are there', () => entries.every(({ id }) => reader.doc.getMap('entries').has(id)), 30_000);
    return reader;
  }

  /** Stops it and starts it again on the same folder and port. */
  async restart(options: Partial<RelayOptions> = {}): Promise<void> {
    const port = Number(new URL(this.relay.address).port);
    await this.relay.stop();
    this.relay = await Relay.start({ host: '127.0.0.1', port, ...options, data: this.data });
  }

  /** Ends everything and removes the folder. */
  async end(): Promise<void> {
    for (const { provider } of this.rooms.splice(0)) provider.destroy();
    await this.relay.stop();
    await rm(this.data, { recursive: true, force: true });
  }
}

/** Somebody with a credential. */
export interface Member {
  client: RelayClient;
  token: string;
}

export interface Team<R extends string> {
  brief: SharedBrief;
  ann: Member;
  /** Ann's connection to the notes. */
  notes: Connected;
  members: Record<R, Member>;
  roles: Record<R, 'viewer' | 'commenter' | 'editor' | 'owner'>;
}
