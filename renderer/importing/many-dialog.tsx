import { CircleAlert, CircleCheck, CircleDashed, CircleEqual } from 'lucide-react';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { formatRoute } from '../route.ts';
import { words } from '../words/words.ts';
import type { ManyFile, ManyImport } from './use-many-import.ts';
import './many-dialog.css';

/** How far many imports are, and in the end the account of what became of each file. */
export function ManyDialog({ many }: { many: ManyImport }) {
  const { files = [], running } = many;
  const done = files.filter(({ state }) => state !== 'waiting' && state !== 'reading').length;
  return (
    <Dialog
      title={running ? words.importing.manyRunning(done, files.length) : words.importing.manyDone}
      isOpen
      isDismissable={!running}
      onOpenChange={(open) => !open && many.close()}
      size="wide"
      actions={
        running ? (
          <Button onPress={many.stop}>{words.importing.manyStop}</Button>
        ) : (
          <Button look="primary" onPress={many.close}>
            {words.everywhere.close}
          </Button>
        )
      }
    >
      <p role="status">{running ? words.importing.manyWhy : words.importing.manyAccount(countsOf(files))}</p>
      <progress max={files.length} value={done} aria-label={words.importing.manyProgress} hidden={!running} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by the keyboard */}
      <ul className="many-files" tabIndex={0} aria-label={words.importing.manyFiles}>
        {files.map((file, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name, and the list stands as it is
          <li key={i} data-state={file.state}>
            <Icon state={file.state} />
            <span className="many-name" dir="auto">
              {file.name}
            </span>
            <Outcome file={file} onGo={many.close} running={running} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function Outcome({ file, running, onGo }: { file: ManyFile; running: boolean; onGo: () => void }) {
  switch (file.state) {
    case 'imported':
    case 'already':
      return (
        <span className="many-outcome">
          {file.state === 'already' ? words.importing.manyAlready : words.importing.outOf(file.leftOut)}{' '}
          {!running && (
            <a href={formatRoute({ screen: 'brief', brief: file.brief })} onClick={onGo} dir="auto">
              {file.title}
            </a>
          )}
        </span>
      );
    case 'refused':
      return <span className="many-outcome">{file.sentence}</span>;
    default:
      return <span className="many-outcome">{words.importing.manyStates[file.state]}</span>;
  }
}

function Icon({ state }: { state: ManyFile['state'] }) {
  if (state === 'imported') return <CircleCheck aria-hidden />;
  if (state === 'already') return <CircleEqual aria-hidden />;
  if (state === 'refused') return <CircleAlert aria-hidden />;
  return <CircleDashed aria-hidden />;
}

function countsOf(files: readonly ManyFile[]): Record<'imported' | 'already' | 'refused' | 'stopped', number> {
  const count = (wanted: ManyFile['state']) => files.filter(({ state }) => state === wanted).length;
  return {
    imported: count('imported'),
    already: count('already'),
    refused: count('refused'),
    stopped: count('stopped'),
  };
}
