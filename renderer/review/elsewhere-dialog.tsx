import { FileInput } from 'lucide-react';
import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import type { ElsewhereReceipt } from '../../shared/importing/receipt.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { type FileIn, readFile } from '../files.ts';
import { sentenceOf, useBridge, useEvent } from '../services.tsx';
import { words } from '../words/words.ts';
import { NotTakenIn } from './not-taken-in.tsx';
import './review-dialog.css';

type Stage =
  | { is: 'asking' }
  | { is: 'previewed'; file: FileIn; receipt: ElsewhereReceipt }
  | { is: 'done'; name: string; receipt: ElsewhereReceipt };

/** A file that is being read and looked for in the article. */
interface Placing {
  job: string;
  name: string;
  step?: { done: number; of: number };
}

/** Takes in annotations made with another program: choose the file, see what it would bring, agree, read the account. */
export function ElsewhereDialog({ brief, onClose }: { brief: BriefId; onClose(): void }) {
  const bridge = useBridge();
  const [stage, setStage] = useState<Stage>({ is: 'asking' });
  const [placing, setPlacing] = useState<Placing>();
  const [problem, setProblem] = useState<string>();
  useEvent('import.step', ({ job, done, of }) =>
    setPlacing((current) => (current?.job === job ? { ...current, step: { done, of } } : current)),
  );

  async function place(file: FileIn, preview: boolean): Promise<ElsewhereReceipt | undefined> {
    const job = crypto.randomUUID();
    setProblem(undefined);
    setPlacing({ job, name: file.name });
    try {
      return await bridge.call('import.annotations', { brief, ...file, preview, job });
    } catch (error) {
      setProblem(sentenceOf(error));
      return undefined;
    } finally {
      setPlacing(undefined);
    }
  }

  async function show(chosen: File) {
    let file: FileIn;
    try {
      file = await readFile(chosen);
    } catch (error) {
      setProblem(sentenceOf(error));
      return;
    }
    const receipt = await place(file, true);
    if (receipt) setStage({ is: 'previewed', file, receipt });
  }

  async function takeIn(file: FileIn) {
    const receipt = await place(file, false);
    if (receipt) setStage({ is: 'done', name: file.name, receipt });
  }

  const stop = () => placing && void bridge.call('import.stop', { job: placing.job }).catch(() => undefined);
  const brings = stage.is === 'previewed' ? countOf(stage.receipt) : 0;
  const { elsewhere, everywhere } = words;
  const actions = () => {
    if (placing)
      return (
        <Button autoFocus onPress={stop}>
          {elsewhere.stop}
        </Button>
      );
    if (stage.is === 'done')
      return (
        <Button look="primary" autoFocus onPress={onClose}>
          {everywhere.close}
        </Button>
      );
    return (
      <>
        <Button onPress={onClose}>{everywhere.cancel}</Button>
        <FileTrigger acceptedFileTypes={['.json', '.jsonld']} onSelect={(files) => files?.[0] && void show(files[0])}>
          <Button look={brings === 0 ? 'primary' : 'plain'}>
            <FileInput aria-hidden />
            {stage.is === 'asking' ? elsewhere.choose : elsewhere.chooseOther}
          </Button>
        </FileTrigger>
        {stage.is === 'previewed' && brings > 0 && (
          <Button look="primary" onPress={() => void takeIn(stage.file)}>
            {elsewhere.takeIn(brings)}
          </Button>
        )}
      </>
    );
  };
  return (
    <Dialog
      title={stage.is === 'done' ? elsewhere.done : elsewhere.title}
      isOpen
      isDismissable={!placing}
      onOpenChange={(open) => !open && onClose()}
      size="wide"
      actions={actions()}
    >
      {problem && <Notice look="trouble">{problem}</Notice>}
      {placing ? (
        <Progress {...placing} />
      ) : (
        <>
          {stage.is === 'asking' && <p>{elsewhere.why}</p>}
          {stage.is === 'previewed' && (
            <p role="status">{brings === 0 ? elsewhere.nothing(stage.file.name) : elsewhere.would(stage.file.name)}</p>
          )}
          {stage.is === 'done' && <p role="status">{elsewhere.tookIn(stage.name)}</p>}
          {stage.is !== 'asking' && <Account receipt={stage.receipt} />}
        </>
      )}
    </Dialog>
  );
}

/** How many annotations and replies a file brings. */
function countOf({ placed, orphaned, replies }: ElsewhereReceipt): number {
  return placed + orphaned + replies;
}

function Progress({ name, step }: Placing) {
  const { elsewhere } = words;
  return (
    <>
      <p role="status">{step ? elsewhere.placing(step.done, step.of) : elsewhere.reading(name)}</p>
      <progress
        className="review-progress"
        aria-label={elsewhere.progress}
        {...(step ? { value: step.done, max: step.of } : {})}
      />
    </>
  );
}

function Account({ receipt }: { receipt: ElsewhereReceipt }) {
  const { orphaned, ignored } = receipt;
  return (
    <div className="review-account">
      <ul>
        {words.elsewhere.counted(receipt).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {orphaned > 0 && <li>{words.elsewhere.orphaned(orphaned)}</li>}
      </ul>
      <NotTakenIn ignored={ignored} />
    </div>
  );
}
