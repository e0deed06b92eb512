import { useState } from 'react';
import type { Annotation } from '../../shared/model/annotation.ts';
import type { EntryId } from '../../shared/model/ids.ts';
import { type Asking, useBrief } from '../brief/brief-context.tsx';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { words } from '../words/words.ts';
import { type Assigned, AssignFields } from './assign-fields.tsx';
import { TagField } from './tag-field.tsx';

/** Asks for an annotation's tags, or whom it is assigned to. */
export function AnnotationDialog({
  ask,
  id,
  tags,
  onClose,
}: {
  ask: Asking;
  id: EntryId;
  /** Those in use and those of the vocabulary. */
  tags: readonly string[];
  onClose(): void;
}) {
  const { store } = useBrief();
  const annotation = store.placed(id)?.annotation;
  if (!annotation) return null;
  return ask === 'tags' ? (
    <TagsDialog annotation={annotation} known={tags} onClose={onClose} />
  ) : (
    <AssignDialog annotation={annotation} onClose={onClose} />
  );
}

function TagsDialog({
  annotation,
  known,
  onClose,
}: {
  annotation: Annotation;
  known: readonly string[];
  onClose(): void;
}) {
  const { actions } = useBrief();
  const [tags, setTags] = useState(annotation.tags);
  const save = async () => {
    if (await actions.setTags(annotation.id, tags)) onClose();
  };
  return (
    <Dialog
      title={words.brief.tagsTitle}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="small"
      actions={
        <>
          <Button onPress={onClose}>{words.everywhere.cancel}</Button>
          <Button look="primary" onPress={() => void save()}>
            {words.brief.tagsSave}
          </Button>
        </>
      }
    >
      <TagField
        label={words.brief.tags}
        tags={tags}
        known={known}
        onChange={setTags}
        onSubmit={() => void save()}
        autoFocus
      />
    </Dialog>
  );
}

function AssignDialog({ annotation, onClose }: { annotation: Annotation; onClose(): void }) {
  const { actions, store } = useBrief();
  const { assigned } = annotation;
  const [chosen, setChosen] = useState<Assigned>({ person: assigned?.person ?? store.me.id, due: assigned?.due });
  return (
    <Dialog
      title={words.brief.assignTitle}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="small"
      actions={
        <>
          <Button onPress={onClose}>{words.everywhere.cancel}</Button>
          <Button
            look="primary"
            onPress={async () => {
              if (await actions.assign(annotation.id, chosen.person, chosen.due)) onClose();
            }}
          >
            {words.brief.assignSave}
          </Button>
        </>
      }
    >
      <AssignFields value={chosen} onChange={setChosen} autoFocus />
    </Dialog>
  );
}
