import type { BriefId } from '../model/ids.ts';
import type { ShownBrief } from '../shown.ts';
import type { MergeReport } from './merging.ts';
import type { Verification } from './verification.ts';

/** A `.brief` file that was opened, before anybody has said what is to become of it. */
export type OpenedPackage =
  /** It wants a passphrase first. */
  | { locked: true }
  | {
      locked: false;
      /** Names it until it is added, merged or dropped. */
      opened: string;
      brief: BriefId;
      title: string;
      shown: ShownBrief;
      verification: Verification;
      /** Where the brief is in the library already. */
      here?: {
        binned: boolean;
        /** What merging would bring; absent where it can’t be merged. */
        merge?: MergeReport;
        /** Both articles were replaced by different ones: its person says which counts. */
        articlesDiffer?: true;
        /** Why it can’t be merged. */
        trouble?: string;
      };
      /** Private notes that it carries: only their own author gets them. */
      privately: number;
    };

/** A `.brief` file that the program was started with, and that waits to be opened. */
export interface HandedInFile {
  id: string;
  name: string;
}

/** A file from which a brief was added or merged, and which has changed since. */
export interface ChangedFile {
  id: string;
  name: string;
  brief: BriefId;
}
