import type { Receipt } from '../../../shared/exporting/exported-brief.ts';
import { distinctName } from '../../../shared/exporting/file-name.ts';
import type { ExportOptions } from '../../../shared/exporting/options.ts';
import { indexPage } from './index-page.ts';
import { nameFor } from './name-for.ts';

/** The file that lists the others. */
export const INDEX = 'index.html';

/** An export of several briefs: gives each file its name, and in the end the page that lists them all. */
export class ExportFolder {
  private readonly taken = new Set([INDEX]);
  private readonly all: (Receipt & { title: string; file: string })[] = [];

  constructor(private readonly options: Pick<ExportOptions, 'format' | 'now' | 'timeZone'>) {}

  /** Takes in an export that was made. @returns its name, which no other has */
  add({ title, receipt }: { title: string; receipt: Receipt }): string {
    const file = distinctName(nameFor(title, this.options), this.taken);
    this.all.push({ ...receipt, title, file });
    return file;
  }

  /** The page that lists what was added. */
  index(): Uint8Array {
    const { format, now, timeZone } = this.options;
    return new TextEncoder().encode(indexPage(this.all, { format: format.to, now, timeZone }));
  }
}
