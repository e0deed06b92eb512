import * as Y from 'yjs';
import type { Json } from '../../shared/model/canonical.ts';
import type { BriefId, PersonId } from '../../shared/model/ids.ts';
import type { Notes } from '../../shared/model/notes.ts';
import { isAboutPeople, type People } from '../../shared/model/people.ts';
import type { RoomName } from '../../shared/relay/messages.ts';
import type { Role } from '../../shared/roles.ts';
import type { BriefIdentity } from '../services/brief/brief.ts';
import { sweepUnfinished } from '../services/disk.ts';
import { readBriefFolder } from '../services/library/brief-folder.ts';
import { type Keyframe, readKeyframe, writeKeyframe } from '../services/log/keyframe.ts';
import type { LogRecord } from '../services/log/record.ts';
import { type Decision, type HostedDocument, unchanged } from './hosted-document.ts';
import { MAX_BRIEF_BYTES, RECORDS_PER_KEYFRAME } from './limits.ts';
import { NotesAdmission, type Sender } from './notes-admission.ts';
import { PersonalDocument } from './personal-document.ts';
import { RelayLog } from './relay-log.ts';
import { Signatures } from './signatures.ts';
import { TextAdmission } from './text-admission.ts';

/** By whom the relay does what nobody did. */
const NOBODY = '' as PersonId;

/** A brief while somebody is connected to it: judged in memory, kept in its folder. */
export class HostedBrief {
  private readonly text: TextAdmission;
  private readonly mine = new Map<PersonId, Promise<HostedDocument>>();
  private sinceKeyframe = 0;
  private keyframe: Promise<void> = Promise.resolve();
  /** Called when somebody's role may have changed, after that is on the disk. */
  onPeople: () => void = () => {};

  private constructor(
    readonly folder: string,
    readonly identity: BriefIdentity,
    private readonly marker: Uint8Array,
    private readonly log: RelayLog,
    private readonly notes: NotesAdmission,
    private readonly signatures: Signatures,
    /** Sentences about what could not be read. */
    readonly damage: readonly string[],
  ) {
    this.text = new TextAdmission(identity, (person) => this.roleOf(person));
  }

  /**
   * Reads a brief from its folder.
   *
   * @throws {Refusal} where too little is left of it
   */
  static async open(folder: string, id: BriefId, now: () => number): Promise<HostedBrief> {
    await sweepUnfinished(folder);
    const { identity, marker } = await readBriefFolder(folder, id);
    const { keyframe, damage } = await readKeyframe(folder, marker);
    const signatures = new Signatures(id);
    const notes = new NotesAdmission(identity, signatures);
    const { log, read } = await RelayLog.open(folder, marker, keyframe?.n ?? 0, notes.document, now);
    const brief = new HostedBrief(folder, identity, marker, log, notes, signatures, [...damage, ...read.damage]);
    brief.load(read.records, keyframe, now());
    return brief;
  }

  /** The document of a room. */
  async document(room: RoomName, person: PersonId): Promise<HostedDocument> {
    if (room === 'me') return this.documentOfOne(person);
    const { log } = this;
    const isNotes = room === 'notes';
    const { document } = isNotes ? this.notes : this.text;
    return {
      get doc() {
        return document.admitted;
      },
      settle: () => log.settle(),
      claim: (client, by) => document.claim(client, by),
      release: (client) => document.release(client),
      prepare: (update) =>
        isNotes && this.signatures.isLarge(update)
          ? this.signatures.prepare(update, (id) => this.notes.holds(id))
          : undefined,
      take: (update, sender) => (isNotes ? this.takeNotes(update, sender) : this.takeText(update, sender)),
    };
  }

  /** A member's role now; `removed` for anybody else. */
  roleOf(person: PersonId): Role {
    return this.people.isMember(person) ? this.people.roleOf(person) : 'removed';
  }

  /** Who takes part. */
  get people(): People {
    return this.notes.people;
  }

  /** The notes as all admitted entries make them. */
  get fold(): Notes {
    return this.notes.notes;
  }

  /** The article's title; empty until it is here. */
  title(): string {
    return this.text.title();
  }

  /** Takes the entries of somebody who joins by an invitation. */
  join(entries: readonly Json[], person: PersonId, now: number): Decision {
    return this.takeNotes(NotesAdmission.updateOf(entries), { person, now, joins: true });
  }

  /** What was done after a record, as it is on the disk. */
  recordsAfter(n: number): Promise<LogRecord[]> {
    return this.log.recordsAfter(n);
  }

  /** Finishes what is being written and closes the files. */
  async close(): Promise<void> {
    await this.keyframe;
    await this.log.settle().catch(() => {});
    if (this.sinceKeyframe > 0) await this.writeKeyframe();
    await this.log.close();
  }

  private takeNotes(update: Uint8Array, sender: Sender): Decision {
    const verdict = this.notes.take(update, { ...sender, isFull: this.isFull });
    if (verdict.is !== 'admitted') return unchanged(verdict, this.log.settle());
    const { entries, erased } = verdict;
    const texts = entries.map(({ json }) => json);
    const kept = this.log.append({ at: sender.now, by: sender.person, notes: verdict.update, entries: texts });
    if (entries.some(({ known }) => known && isAboutPeople(known))) kept.durable.then(() => this.onPeople(), ignore);
    if (erased.length > 0) this.log.erase(erased);
    return { verdict, ...kept };
  }

  private takeText(update: Uint8Array, sender: Sender): Decision {
    const verdict = this.text.take(update, { ...sender, isFull: this.isFull });
    if (verdict.is !== 'admitted') return unchanged(verdict, this.log.settle());
    const kept = this.log.append({ at: sender.now, by: sender.person, text: verdict.update });
    if (++this.sinceKeyframe >= RECORDS_PER_KEYFRAME) {
      this.sinceKeyframe = 0;
      this.keyframe = kept.durable.then(() => this.writeKeyframe(), ignore);
    }
    return { verdict, ...kept };
  }

  private get isFull(): boolean {
    return this.log.size > MAX_BRIEF_BYTES;
  }

  /** A keyframe only spares time and limits what damage costs: a full disk is reported by what has to be kept. */
  private async writeKeyframe(): Promise<void> {
    // The state may be ahead of that record; what comes after it is then applied twice, which changes nothing.
    const text = Y.encodeStateAsUpdate(this.text.document.admitted);
    await writeKeyframe(this.folder, this.marker, { n: this.log.lastSaved, text }, 'The article').catch(ignore);
  }

  private load(records: readonly LogRecord[], keyframe: Keyframe | undefined, now: number): void {
    const by = (record: LogRecord) => record.by as PersonId;
    const notes = records.flatMap((record) => (record.notes ? { update: record.notes, by: by(record) } : []));
    const entries = records.flatMap((record) => record.entries ?? []).map((json) => JSON.parse(json) as unknown);
    const { missing, erased } = this.notes.load(notes, entries);
    const text = records.flatMap((record) => (record.text ? { update: record.text, by: by(record) } : []));
    // All records once more, since they tell whose each Yjs client id is.
    this.text.document.load([...text, ...(keyframe ? [{ update: keyframe.text, by: NOBODY }] : [])]);
    if (missing) this.log.append({ at: now, by: NOBODY, notes: missing }).durable.catch(ignore);
    if (erased.length > 0) this.log.erase(erased);
  }

  private async documentOfOne(person: PersonId): Promise<HostedDocument> {
    const known = this.mine.get(person);
    if (known) return known;
    const opened = PersonalDocument.open(this.folder, person);
    this.mine.set(person, opened);
    return opened;
  }
}

function ignore(): void {}
