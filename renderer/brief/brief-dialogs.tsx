import { BackupsDialog } from '../backups/backups-dialog.tsx';
import { choosableOf } from '../exporting/choosable.ts';
import { ExportDialog } from '../exporting/export-dialog.tsx';
import type { Listing } from '../list/use-listing.ts';
import { EraseDialog } from '../looking-back/erase-dialog.tsx';
import { NameVersionDialog } from '../looking-back/name-version-dialog.tsx';
import { ParagraphDialog } from '../looking-back/paragraph-dialog.tsx';
import { TimelineDialog } from '../looking-back/timeline-dialog.tsx';
import { CarryOverDialog } from '../offline/carry-over-dialog.tsx';
import { EditedApartDialog } from '../offline/edited-apart.tsx';
import { HandOverDialog } from '../offline/hand-over-dialog.tsx';
import { ReplaceDialog } from '../offline/replace-dialog.tsx';
import { SignaturesDialog } from '../offline/signatures.tsx';
import { ElsewhereDialog } from '../review/elsewhere-dialog.tsx';
import { ReviewDialog } from '../review/review-dialog.tsx';
import { AnnotationDialog } from '../threads/annotation-dialog.tsx';
import { VocabularyDialog } from '../threads/vocabulary-dialog.tsx';
import type { BriefDialog } from './brief-context.tsx';
import type { BriefStore } from './brief-store.ts';
import type { Placed } from './placed.ts';

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
  if (dialog === 'elsewhere') return <ElsewhereDialog brief={brief} onClose={onClose} />;
  if (dialog === 'vocabulary') return <VocabularyDialog onClose={onClose} />;
  if (dialog === 'hand-over') return <HandOverDialog brief={brief} onClose={onClose} />;
  if (dialog === 'replace') return <ReplaceDialog brief={brief} onClose={onClose} />;
  if (dialog === 'timeline') return <TimelineDialog onClose={onClose} />;
  if (dialog === 'name-version') return <NameVersionDialog brief={brief} onClose={onClose} />;
  if (dialog === 'carry-over') return <CarryOverDialog brief={brief} onClose={onClose} />;
  if (dialog === 'signatures') return <SignaturesDialog brief={brief} onClose={onClose} />;
  if (dialog === 'edited-apart') return <EditedApartDialog brief={brief} onClose={onClose} />;
  if (dialog === 'backups') return <BackupsDialog only={brief} onClose={onClose} />;
  if (dialog === 'export') {
    const choosable = choosableOf(store.notes, placed.filter(isEverybodys), listing.listed.filter(isEverybodys));
    return <ExportDialog brief={brief} choosable={choosable} isOpen onClose={onClose} />;
  }
  if ('paragraph' in dialog) return <ParagraphDialog child={dialog.paragraph} onClose={onClose} />;
  if ('erase' in dialog) return <EraseDialog target={dialog.erase} onClose={onClose} />;
  return <AnnotationDialog ask={dialog.ask} id={dialog.id} tags={listing.tags} onClose={onClose} />;
}

/** What is private leaves in no export. */
function isEverybodys(placed: Placed): boolean {
  return !placed.private;
}
