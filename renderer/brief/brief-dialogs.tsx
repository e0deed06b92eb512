import type { EntryId } from '../../shared/model/ids.ts';
import { choosableOf } from '../exporting/choosable.ts';
import { ExportDialog } from '../exporting/export-dialog.tsx';
import type { Listing } from '../list/use-listing.ts';
import { ReviewDialog } from '../review/review-dialog.tsx';
import { AnnotationDialog } from '../threads/annotation-dialog.tsx';
import { VocabularyDialog } from '../threads/vocabulary-dialog.tsx';
import type { Asking } from './brief-context.tsx';
import type { BriefStore } from './brief-store.ts';
import type { Placed } from './placed.ts';

/** Which dialog lies over the brief. */
export type BriefDialog = 'export' | 'review' | 'vocabulary' | { ask: Asking; id: EntryId };

/** The dialog that lies over the brief, where there is one. */
export function BriefDialogs({
  dialog,
  store,
  placed,
  listing,
  onClose,
}: {
  dialog: BriefDialog | undefined;
  store: BriefStore;
  /** All annotations in place order. */
  placed: readonly Placed[];
  listing: Listing;
  onClose(): void;
}) {
  const { id: brief } = store.opened;
  if (dialog === undefined) return null;
  if (dialog === 'review') return <ReviewDialog brief={brief} onClose={onClose} />;
  if (dialog === 'vocabulary') return <VocabularyDialog onClose={onClose} />;
  if (dialog === 'export') {
    const choosable = choosableOf(store.notes, placed.filter(isEverybodys), listing.listed.filter(isEverybodys));
    return <ExportDialog brief={brief} choosable={choosable} isOpen onClose={onClose} />;
  }
  return <AnnotationDialog ask={dialog.ask} id={dialog.id} tags={listing.tags} onClose={onClose} />;
}

/** What is private leaves in no export. */
function isEverybodys(placed: Placed): boolean {
  return !placed.private;
}
