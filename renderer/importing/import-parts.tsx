import { useState } from 'react';
import type { ImportPart } from '../../shared/importing/imported.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { useCall } from '../services.tsx';
import { words } from '../words/words.ts';
import { usePendingImport } from './pending-import.tsx';
import './import-parts.css';

/** What else is in the file that is looked through: chapters to choose from, attachments to import instead. */
export function ImportParts({ parts, preview }: { parts: readonly ImportPart[]; preview: string }) {
  const [choosing, setChoosing] = useState(false);
  const chapters = parts.filter(({ file }) => file === undefined);
  const attached = parts.filter(({ file }) => file !== undefined);
  return (
    <p className="import-parts">
      {chapters.length > 0 && (
        <Button size="small" look="quiet" onPress={() => setChoosing(true)}>
          {words.importing.chapters(chapters.filter(({ chosen }) => chosen).length, chapters.length)}
        </Button>
      )}
      {attached.map((part) => (
        <Attachment key={part.id} part={part} preview={preview} />
      ))}
      {choosing && <ChaptersDialog chapters={chapters} preview={preview} onClose={() => setChoosing(false)} />}
    </p>
  );
}

/** A file that came with a mail; its import takes the place of the mail's. */
function Attachment({ part, preview }: { part: ImportPart; preview: string }) {
  const { begin } = usePendingImport();
  const file = useCall('import.file');
  const read = useCall('import.preview');
  const problem = file.problem ?? read.problem;
  async function importIt() {
    const found = await file.run({ preview, part: part.id });
    const made = found && (await read.run(found));
    if (made) begin(made);
  }
  return (
    <>
      <Button size="small" look="quiet" onPress={() => void importIt()} isPending={file.busy || read.busy}>
        {words.importing.attachment(part.name)}
      </Button>
      {problem && <Notice look="trouble">{problem}</Notice>}
    </>
  );
}

function ChaptersDialog({
  chapters,
  preview,
  onClose,
}: {
  chapters: readonly ImportPart[];
  preview: string;
  onClose: () => void;
}) {
  const { begin } = usePendingImport();
  const call = useCall('import.parts');
  const [chosen, setChosen] = useState(new Set(chapters.flatMap((part) => (part.chosen ? [part.id] : []))));
  async function readThem() {
    const made = await call.run({ preview, parts: [...chosen] });
    if (!made) return;
    begin(made);
    onClose();
  }
  const toggle = (id: string) =>
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return (
    <Dialog
      title={words.importing.chaptersTitle}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      actions={
        <>
          <Button onPress={onClose}>{words.everywhere.cancel}</Button>
          <Button look="primary" onPress={() => void readThem()} isPending={call.busy} isDisabled={chosen.size === 0}>
            {words.importing.chaptersRead}
          </Button>
        </>
      }
    >
      {call.problem && <Notice look="trouble">{call.problem}</Notice>}
      <p>{words.importing.chaptersWhy}</p>
      <ul className="import-chapters">
        {chapters.map(({ id, name }) => (
          <li key={id}>
            <label dir="auto">
              <input type="checkbox" checked={chosen.has(id)} onChange={() => toggle(id)} /> {name}
            </label>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
