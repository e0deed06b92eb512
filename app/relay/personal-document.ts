import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as Y from 'yjs';
import type { PersonId } from '../../shared/model/ids.ts';
import { errorCode, PRIVATE_FOLDER, replaceFile } from '../services/disk.ts';
import type { Decision, HostedDocument } from './hosted-document.ts';
import { MAX_ME_BYTES, MAX_ME_UPDATE_BYTES } from './limits.ts';
import type { Sender } from './notes-admission.ts';
import { NotAdmitted, StagedDocument } from './staged-document.ts';

/** What a person's own devices say to each other about a brief: anything, as long as it is small. One file holds it. */
export class PersonalDocument implements HostedDocument {
  private readonly document = new StagedDocument(() => {});
  private writing: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;

  private constructor(
    private readonly folder: string,
    private readonly name: string,
  ) {}

  /** Reads it from a brief's folder; what can't be read is left to the devices to give back. */
  static async open(briefFolder: string, person: PersonId): Promise<PersonalDocument> {
    const personal = new PersonalDocument(join(briefFolder, 'me'), `${person}.bin`);
    try {
      const update = await readFile(join(personal.folder, personal.name));
      personal.document.load([{ update, by: person }]);
    } catch (error) {
      if (error instanceof Error && !['ENOENT', undefined].includes(errorCode(error))) throw error;
    }
    return personal;
  }

  get doc(): Y.Doc {
    return this.document.admitted;
  }

  settle(): Promise<void> {
    return this.next ?? this.writing;
  }

  take(update: Uint8Array, { person }: Sender): Decision {
    const verdict = this.document.take(
      update,
      person,
      true,
      () => {
        if (update.length > MAX_ME_UPDATE_BYTES) throw new NotAdmitted('quota');
      },
      (_, stage) => {
        if (Y.encodeStateAsUpdate(stage).length > MAX_ME_BYTES) throw new NotAdmitted('quota');
        return { entries: [], erased: [] };
      },
    );
    const durable = verdict.is === 'admitted' ? this.save() : this.settle();
    return { verdict, written: durable, durable };
  }

  prepare(): undefined {
    return undefined;
  }

  /** Whatever comes while one state is being written is in the next. */
  private save(): Promise<void> {
    this.next ??= this.writing
      .catch(() => {})
      .then(async () => {
        this.writing = this.next as Promise<void>;
        this.next = undefined;
        await mkdir(this.folder, { recursive: true, mode: PRIVATE_FOLDER });
        await replaceFile(join(this.folder, this.name), Y.encodeStateAsUpdate(this.doc), 'What you have read');
      });
    return this.next;
  }
}
