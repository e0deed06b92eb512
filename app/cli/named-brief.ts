import { stat } from 'node:fs/promises';
import type { TextIndex } from '../../shared/anchors/text-index.ts';
import type { ReviewedComments } from '../../shared/bridge.ts';
import type { ExportChoices, ExportOptions } from '../../shared/exporting/options.ts';
import type { ElsewhereReceipt } from '../../shared/importing/receipt.ts';
import type { ActionInput } from '../../shared/model/action.ts';
import type { Entry } from '../../shared/model/entry.ts';
import type { CarryOverReceipt } from '../../shared/offline/carrying-over.ts';
import type { ErasePlan } from '../../shared/offline/erasing.ts';
import type { Moment } from '../../shared/offline/timeline.ts';
import type { UpdateReport } from '../../shared/offline/updating.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { ShownAnnotation, ShownBrief } from '../../shared/shown.ts';
import type { MadeExport } from '../services/exporting/make-export.ts';
import { briefInFile } from './brief-file.ts';
import { briefInLibrary } from './brief-in-library.ts';
import type { CommandLine } from './command-line.ts';
import type { FileIn } from './file-in.ts';

/** What an action is made from. */
interface Found {
  shown: ShownBrief;
  /** The article's text, to look up passages in. */
  text(): Promise<TextIndex>;
}

/** The file of an export, not yet in its place. */
export interface ExportedFile extends MadeExport {
  /** The brief's. */
  id: string;
  options: ExportOptions;
}

/** A brief that a person named, in a file or in the library. */
export interface NamedBrief {
  /** As `show --json` prints it; and for a file how many entries can't be read or believed. */
  show(): Promise<{ shown: ShownBrief; notShown?: { unknown: number; notVerified: number } }>;
  /**
   * Does something as a person of this name, who is made when new.
   *
   * @param make the action; where the brief was changed meanwhile it is asked again
   */
  change(
    as: string,
    make: (found: Found) => ActionInput | Promise<ActionInput>,
  ): Promise<{ shown: ShownBrief; entries: Entry[] }>;
  /**
   * Makes the file of an export.
   *
   * @param now the export's clock, in milliseconds since 1970
   */
  export(choose: (shown: ShownBrief) => ExportChoices, now: number): Promise<ExportedFile>;
  /** Takes in what a Word file brings back from review; or only says what it would, where it is a preview. */
  importComments(as: string, word: FileIn, preview: boolean): Promise<ReviewedComments>;
  /** Takes in annotations made with another program; or only says what it would, where it is a preview. */
  importAnnotations(as: string, file: FileIn, preview: boolean): Promise<ElsewhereReceipt>;
  /** Brings the annotations of another brief here, by their words; or only says what it would, where it is a preview. */
  carryOver(as: string, other: FileIn, preview: boolean): Promise<CarryOverReceipt>;
  /** What happened to it, newest first. */
  history(): Promise<Moment[]>;
  /** As it was at a moment, in milliseconds since 1970. */
  showAt(at: number): Promise<ShownBrief>;
  /** Makes it again what it was at a moment. */
  bringBack(as: string, at: number): Promise<UpdateReport>;
  /** Erases an entry, by its id, and what goes with it; or only says what that would be, where it is a preview. */
  erase(as: string, id: string, preview: boolean): Promise<ErasePlan>;
  /** Replaces the article by that of a file; or only says what it would do, where it is a preview. */
  update(as: string, file: FileIn, preview: boolean): Promise<UpdateReport>;
}

/** The brief that an argument names: a file where it ends in `.brief` or is the path of one, else one of the library. */
export async function briefNamed(command: CommandLine, argument: string): Promise<NamedBrief> {
  const path = command.path(argument);
  if (await isFile(path, argument)) return briefInFile(command, path);
  return briefInLibrary(command, argument);
}

/** Whether an argument names a file. */
export async function isFile(path: string, argument: string): Promise<boolean> {
  if (argument.toLowerCase().endsWith('.brief')) return true;
  const stats = await stat(path).catch(() => undefined);
  return stats !== undefined && !stats.isDirectory();
}

/** An annotation as it stands after something was done. */
export function annotationIn({ annotations }: ShownBrief, id: string): ShownAnnotation {
  const found = annotations.find((annotation) => annotation.id === id);
  if (!found)
    throw new Refusal('no-such-annotation', 'The annotation was withdrawn at the same time by somebody else.');
  return found;
}
