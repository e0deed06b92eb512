import { join } from 'node:path';
import { z } from 'zod';
import { type Draft, draftSchema } from '../../../shared/bridge.ts';
import { readJson, replaceFile } from '../disk.ts';
import { FILES } from './brief-folder.ts';

/** The comments that are being written in a brief, kept beside it so that they survive a crash. */
export class Drafts {
  private saving: Promise<void> = Promise.resolve();

  private constructor(
    private readonly path: string,
    private drafts: Draft[],
  ) {}

  /** Reads what a brief's folder has of them; none where they can't be read. */
  static async open(folder: string): Promise<Drafts> {
    const path = join(folder, FILES.drafts);
    const drafts = z.array(draftSchema).catch([]);
    return new Drafts(path, drafts.parse(await readJson(path)));
  }

  get all(): readonly Draft[] {
    return this.drafts;
  }

  /** Keeps a comment that is being written; an empty one is forgotten. Answers when it is on the disk. */
  save(draft: Draft): Promise<void> {
    const others = this.drafts.filter(({ key }) => key !== draft.key);
    this.drafts = draft.body.trim() === '' ? others : [...others, draft];
    const json = JSON.stringify(this.drafts);
    this.saving = this.saving.catch(() => {}).then(() => replaceFile(this.path, json, 'Your draft'));
    return this.saving;
  }

  /** Waits for what is being saved, whatever comes of it. */
  async settled(): Promise<void> {
    await this.saving.catch(() => {});
  }
}
