import { FileInput } from 'lucide-react';
import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import type { BriefId } from '../../shared/model/ids.ts';
import type { ReviewReceipt, ReviewStep } from '../../shared/review.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { type FileIn, readFile } from '../files.ts';
import { sentenceOf, useCall } from '../services.tsx';
import { words } from '../words/words.ts';
import { NotTakenIn } from './not-taken-in.tsx';
import './review-dialog.css';

type Stage =
  | { is: 'asking' }
  | { is: 'previewed'; file: FileIn; steps: ReviewStep[]; receipt: ReviewReceipt }
  | { is: 'done'; name: string; receipt: ReviewReceipt };

/** Takes in what was said in Word: choose the file, see what it would change, agree, and read the account. */
export function ReviewDialog({ brief, onClose }: { brief: BriefId; onClose(): void }) {
  const preview = useCall('comments.preview');
  const apply = useCall('comments.apply');
  const [stage, setStage] = useState<Stage>({ is: 'asking' });
  const [unreadable, setUnreadable] = useState<string>();
  const problem = unreadable ?? preview.problem ?? apply.problem;

  async function show(chosen: File) {
    setUnreadable(undefined);
    apply.clear();
    let file: FileIn;
    try {
      file = await readFile(chosen);
    } catch (error) {
      setUnreadable(sentenceOf(error));
      return;
    }
    const previewed = await preview.run({ brief, ...file });
    if (previewed) setStage({ is: 'previewed', file, ...previewed });
  }

  async function takeIn(file: FileIn) {
    const done = await apply.run({ brief, ...file });
    if (done) setStage({ is: 'done', name: file.name, receipt: done.receipt });
  }

  const chooser = (look: 'primary' | 'plain') => (
    <FileTrigger acceptedFileTypes={['.docx']} onSelect={(files) => files?.[0] && void show(files[0])}>
      <Button look={look} isPending={preview.busy}>
        <FileInput aria-hidden />
        {stage.is === 'asking' ? words.review.choose : words.review.chooseOther}
      </Button>
    </FileTrigger>
  );
  const nothing = stage.is === 'previewed' && stage.steps.length === 0;
  return (
    <Dialog
      title={stage.is === 'done' ? words.review.done : words.review.title}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      size="wide"
      actions={
        stage.is === 'done' ? (
          <Button look="primary" autoFocus onPress={onClose}>
            {words.everywhere.close}
          </Button>
        ) : (
          <>
            <Button onPress={onClose}>{words.everywhere.cancel}</Button>
            {chooser(stage.is === 'asking' || nothing ? 'primary' : 'plain')}
            {stage.is === 'previewed' && !nothing && (
              <Button look="primary" isPending={apply.busy} onPress={() => void takeIn(stage.file)}>
                {words.review.takeIn(stage.steps.length)}
              </Button>
            )}
          </>
        )
      }
    >
      {problem && <Notice look="trouble">{problem}</Notice>}
      {stage.is === 'asking' && <p>{words.review.why}</p>}
      {stage.is === 'previewed' && (
        <>
          <p role="status">{nothing ? words.review.nothing(stage.file.name) : words.review.would(stage.file.name)}</p>
          {!nothing && <Steps steps={stage.steps} />}
          <Account receipt={stage.receipt} />
        </>
      )}
      {stage.is === 'done' && (
        <>
          <p role="status">{words.review.tookIn(stage.name)}</p>
          <Account receipt={stage.receipt} />
        </>
      )}
    </Dialog>
  );
}

function Steps({ steps }: { steps: readonly ReviewStep[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by the keyboard
    <ol className="review-steps" tabIndex={0} aria-label={words.review.steps}>
      {steps.map(({ does, author, passage, words: said, note }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two steps may be alike, and the list stands as it is
        <li key={i}>
          <p>
            <strong dir="auto">{author}</strong> {words.review.does[does]} {passage && <q dir="auto">{passage}</q>}
          </p>
          {said && (
            <p className="review-said" dir="auto">
              {said}
            </p>
          )}
          {note && <p className="review-note">{note}</p>}
        </li>
      ))}
    </ol>
  );
}

function Account({ receipt: { ignored, unchanged, orphaned, ...receipt } }: { receipt: ReviewReceipt }) {
  const counted = words.review.counted(receipt);
  return (
    <div className="review-account">
      <ul>
        {counted.map((line) => (
          <li key={line}>{line}</li>
        ))}
        {orphaned > 0 && <li>{words.review.orphaned(orphaned)}</li>}
        {unchanged > 0 && <li>{words.review.unchanged(unchanged)}</li>}
      </ul>
      <NotTakenIn ignored={ignored} />
    </div>
  );
}
