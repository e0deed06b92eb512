import { useId, useState } from 'react';
import { Form } from 'react-aria-components';
import { type BriefSummary, MAX_FOLDER_LENGTH, MAX_SHELF_TAGS } from '../../shared/bridge.ts';
import { MAX_TAG_LENGTH } from '../../shared/model/entry.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { TextField } from '../controls/text-field.tsx';
import { useCall } from '../services.tsx';
import { words } from '../words/words.ts';
import { foldersOf, tagsOf } from './find.ts';
import './shelf-dialog.css';

/** Asks into which folder a brief goes, and which tags it has in this library. */
export function ShelfDialog({
  brief,
  briefs,
  onClose,
}: {
  brief: BriefSummary;
  briefs: readonly BriefSummary[];
  onClose: () => void;
}) {
  const call = useCall('library.shelve');
  const [folder, setFolder] = useState(brief.folder ?? '');
  const [tags, setTags] = useState(brief.tags.join(', '));
  const form = useId();
  const named = [...new Set(tags.split(',').flatMap((tag) => tag.trim() || []))];
  const tooLong = named.some((tag) => tag.length > MAX_TAG_LENGTH);
  const tooMany = named.length > MAX_SHELF_TAGS;
  const problem = tooLong
    ? words.library.tagTooLong(MAX_TAG_LENGTH)
    : tooMany
      ? words.library.tooManyTags(MAX_SHELF_TAGS)
      : undefined;

  async function submit() {
    if (problem) return;
    if ((await call.run({ briefs: [brief.id], folder, tags: named })) !== undefined) onClose();
  }

  return (
    <Dialog
      title={words.library.shelfTitle}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      actions={
        <>
          <Button onPress={onClose}>{words.everywhere.cancel}</Button>
          <Button look="primary" type="submit" form={form} isPending={call.busy}>
            {words.library.shelfSave}
          </Button>
        </>
      }
    >
      <p dir="auto">{brief.title}</p>
      {call.problem && <Notice look="trouble">{call.problem}</Notice>}
      <Form
        id={form}
        className="shelf-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextField
          label={words.library.folder}
          hint={words.library.folderHint}
          value={folder}
          onChange={setFolder}
          maxLength={MAX_FOLDER_LENGTH}
          autoFocus
        />
        <Choices
          label={words.library.foldersThere}
          names={foldersOf(briefs).map(({ name }) => name)}
          isChosen={(name) => name === folder}
          onChoose={(name) => setFolder(name === folder ? '' : name)}
        />
        <TextField
          label={words.library.tags}
          hint={words.library.tagsHint}
          problem={problem}
          value={tags}
          onChange={setTags}
        />
        <Choices
          label={words.library.tagsThere}
          names={tagsOf(briefs).map(({ name }) => name)}
          isChosen={(name) => named.includes(name)}
          onChoose={(name) =>
            setTags((named.includes(name) ? named.filter((tag) => tag !== name) : [...named, name]).join(', '))
          }
        />
      </Form>
    </Dialog>
  );
}

/** The names that are in use already, each a press away. */
function Choices({
  label,
  names,
  isChosen,
  onChoose,
}: {
  label: string;
  names: readonly string[];
  isChosen: (name: string) => boolean;
  onChoose: (name: string) => void;
}) {
  if (names.length === 0) return null;
  return (
    <fieldset className="shelf-choices" aria-label={label}>
      {names.map((name) => (
        <Button key={name} size="small" look="quiet" aria-pressed={isChosen(name)} onPress={() => onChoose(name)}>
          {name}
        </Button>
      ))}
    </fieldset>
  );
}
