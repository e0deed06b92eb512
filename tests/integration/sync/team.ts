import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as Y from 'yjs';
import { Relay } from '../../../app/relay/relay.ts';
import { readBriefFolder } from '../../../app/services/library/brief-folder.ts';
import { readRecords } from '../../../app/services/log/log.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import { invitationLink, parseInvitationLink } from '../../../shared/relay/invitation-link.ts';
import type { InvitedRole } from '../../../shared/roles.ts';
import { Wire } from '../../support/wire.ts';
import { Analyst } from './analyst.ts';

/** A real relay, and people with an app each, whose line to it can be cut. */
export class Team {
  private relay: Relay | undefined;
  private port = 0;
  private readonly wires = new Map<Analyst, Wire>();
  private backup: string | undefined;
  /** What the relay told whoever runs it. */
  readonly events: string[] = [];

  private constructor(private readonly data: string) {}

  /** @param data its folder; a new one unless given */
  static async withRelay(data?: string): Promise<Team> {
    const team = new Team(data ?? (await mkdtemp(join(tmpdir(), 'briefmark-team-relay-'))));
    await team.startRelay();
    return team;
  }

  async startRelay(): Promise<void> {
    const log = (event: string) => this.events.push(event);
    // A test may set everybody's clock.
    const now = () => Date.now();
    this.relay = await Relay.start({ data: this.data, host: '127.0.0.1', port: this.port, log, now });
    this.port = Number(new URL(this.relay.address).port);
  }

  async stopRelay(): Promise<void> {
    await this.relay?.stop();
    this.relay = undefined;
  }

  /** Keeps the relay's folder as it is now. */
  async backUpRelay(): Promise<void> {
    this.backup = await mkdtemp(join(tmpdir(), 'briefmark-team-backup-'));
    await this.stopRelay();
    await cp(this.data, this.backup, { recursive: true });
    await this.startRelay();
  }

  /** Puts the relay's folder back to what it was. */
  async restoreRelay(): Promise<void> {
    if (!this.backup) throw new Error('There is no backup.');
    await this.stopRelay();
    await rm(this.data, { recursive: true });
    await cp(this.backup, this.data, { recursive: true });
    await this.startRelay();
  }

  async member(name: string, delay?: () => number, heard?: (bytes: Buffer) => Buffer): Promise<Analyst> {
    const analyst = await Analyst.named(name);
    this.wires.set(analyst, await Wire.to(() => this.port, delay, heard));
    return analyst;
  }

  /** The relay's address, for clients of other kinds. */
  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  wire(analyst: Analyst): Wire {
    return this.wires.get(analyst) as Wire;
  }

  addressFor(analyst: Analyst): string {
    return `http://127.0.0.1:${this.wire(analyst).port}`;
  }

  /** A brief that its founder has shared, and the others have joined. */
  async share(founder: Analyst, others: readonly (readonly [Analyst, InvitedRole])[] = []): Promise<BriefId> {
    const brief = await founder.import();
    await founder.services.call('sharing.share', { brief, relay: this.addressFor(founder) });
    for (const [other, role] of others) await this.join(founder, other, brief, role);
    return brief;
  }

  async join(owner: Analyst, other: Analyst, brief: BriefId, role: InvitedRole): Promise<void> {
    const { link } = await owner.services.call('sharing.invite', { brief, role });
    await other.services.call('sharing.join', { link: this.linkFor(other, link) });
  }

  /** A link that leads by somebody's own line. */
  linkFor(analyst: Analyst, link: string): string {
    const parsed = parseInvitationLink(link);
    if (!parsed) throw new Error(`This is no link: ${link}`);
    return invitationLink({ ...parsed, relay: this.addressFor(analyst) });
  }

  /** What the relay has on its disk: the ids of the entries that were not erased. */
  async onDisk(brief: BriefId): Promise<Set<string>> {
    const folder = join(this.data, 'briefs', brief);
    const { marker } = await readBriefFolder(folder, brief);
    const { records } = readRecords(await readFile(join(folder, 'log')), marker);
    const entries = records.flatMap(({ record }) => record.entries ?? []);
    return new Set(entries.map((json) => (JSON.parse(json) as { id: string }).id));
  }

  /** The relay's log of a brief, as text. */
  async bytesOnDisk(brief: BriefId): Promise<string> {
    return (await readFile(join(this.data, 'briefs', brief, 'log'))).toString('latin1');
  }

  /** The article's document as the relay has it on its disk. */
  async textOnDisk(brief: BriefId): Promise<Y.Doc> {
    const folder = join(this.data, 'briefs', brief);
    const { marker } = await readBriefFolder(folder, brief);
    const doc = new Y.Doc();
    for (const { record } of readRecords(await readFile(join(folder, 'log')), marker).records)
      if (record.text) Y.applyUpdate(doc, record.text);
    return doc;
  }

  async close(): Promise<void> {
    await Promise.all([...this.wires.keys()].map((analyst) => analyst.remove()));
    await Promise.all([...this.wires.values()].map((wire) => wire.close()));
    await this.stopRelay();
    for (const folder of [this.data, this.backup]) if (folder) await rm(folder, { recursive: true, force: true });
  }
}

/** Two people at a relay, and Ann's brief, which Bo has joined. */
export interface Pair {
  team: Team;
  ann: Analyst;
  bo: Analyst;
  brief: BriefId;
}

/** What most tests of a team begin with; whoever asks for it closes the team. */
export async function pairAtRelay(role: InvitedRole): Promise<Pair> {
  const team = await Team.withRelay();
  const [ann, bo] = [await team.member('Ann Okoro'), await team.member('Bo Tan')];
  return { team, ann, bo, brief: await team.share(ann, [[bo, role]]) };
}
