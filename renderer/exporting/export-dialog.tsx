import { useId, useState } from 'react';
import type { Receipt } from '../../shared/exporting/exported-brief.ts';
import type { ExportChoices, ExportFormat } from '../../shared/exporting/options.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { saveBlob } from '../files.ts';
import { useCall, useEvent } from '../services.tsx';
import { words } from '../words/words.ts';
import { FormatList } from './format-list.tsx';
import { type Choosable, OptionsForm } from './options-form.tsx';
import { PagePreview } from './page-preview.tsx';
import { ReceiptView } from './receipt-view.tsx';
import { lastChoices, lastFormat, remember } from './remembered.ts';
import { TablePreview } from './table-preview.tsx';
import { usePreview } from './use-preview.ts';
import { useTaking } from './use-taking.ts';
import './export-dialog.css';

/** Hands the annotated brief on: choose a format, see what it will be, and read the account of what went out. */
export function ExportDialog({
  brief,
  choosable,
  isOpen,
  onClose,
}: {
  brief: BriefId;
  choosable: Choosable;
  isOpen: boolean;
  onClose(): void;
}) {
  return (
    <Dialog title={words.exporting.title} isOpen={isOpen} onOpenChange={(open) => !open && onClose()} size="screen">
      <ExportTask brief={brief} choosable={choosable} onClose={onClose} />
    </Dialog>
  );
}

function ExportTask({ brief, choosable, onClose }: { brief: BriefId; choosable: Choosable; onClose(): void }) {
  const [job] = useState(() => crypto.randomUUID());
  const taking = useTaking(job);
  const call = useCall('export.keep');
  const problem = call.problem ?? taking.problem;
  const busy = call.busy || taking.busy;
  const [choices, setChoices] = useState<ExportChoices>(() => lastChoices(lastFormat()));
  const [step, setStep] = useState<keyof typeof words.exporting.steps>('gathering');
  const [done, setDone] = useState<{ name: string; file: Blob; receipt: Receipt }>();
  useEvent('export.step', (event) => {
    if (event.job === job) setStep(event.step);
  });

  function choose(to: ExportFormat) {
    // What is chosen of this brief stays; how a format looks is its own.
    const { filter, resolved, anonymise, private: own } = choices;
    setChoices({ ...lastChoices(to), filter, resolved, anonymise, private: own });
    call.clear();
  }

  async function make() {
    remember(choices);
    setStep('gathering');
    const made = await call.run({ brief, job, choices });
    if (!made) return;
    const { name, receipt } = made;
    const file = await taking.take(made.size);
    if (!file) return;
    saveBlob(name, file);
    setDone({ name, file, receipt });
  }

  if (done) {
    return (
      <>
        <h3 className="export-done">{words.exporting.done(done.name)}</h3>
        <ReceiptView receipt={done.receipt} />
        <div className="dialog-actions">
          <Button onPress={() => setDone(undefined)}>{words.exporting.again}</Button>
          <Button onPress={() => saveBlob(done.name, done.file)}>{words.exporting.saveAgain}</Button>
          <Button look="primary" autoFocus onPress={onClose}>
            {words.exporting.close}
          </Button>
        </div>
      </>
    );
  }
  return (
    <>
      <div className="export-task">
        <FormatList value={choices.format.to} onChange={choose} />
        <OptionsForm choices={choices} choosable={choosable} onChange={setChoices} />
        <Preview brief={brief} choices={choices} />
      </div>
      <div className="export-foot">
        {problem && <Notice look="trouble">{problem}</Notice>}
        <div className="dialog-actions export-actions">
          <p role="status">{busy ? words.exporting.steps[step] : ''}</p>
          {busy ? (
            <Button onPress={taking.stop}>{words.exporting.stop}</Button>
          ) : (
            <Button onPress={onClose}>{words.everywhere.cancel}</Button>
          )}
          <Button look="primary" isPending={busy} onPress={() => void make()}>
            {words.exporting.export}
          </Button>
        </div>
      </div>
    </>
  );
}

function Preview({ brief, choices }: { brief: BriefId; choices: ExportChoices }) {
  const { preview, problem, busy } = usePreview(brief, choices);
  const id = useId();
  const { to } = choices.format;
  return (
    <div className="export-preview" data-busy={busy || undefined}>
      <h3 id={id} dir="auto">
        {preview ? words.exporting.previewOf(preview.name) : words.exporting.preview}
      </h3>
      {problem && <Notice look="trouble">{problem}</Notice>}
      {!preview && !problem && <p role="status">{words.exporting.previewing}</p>}
      {preview && (
        <>
          <p className="field-hint">
            {[
              words.exporting.wouldHold(preview.receipt.exported, preview.receipt.exportedComments),
              ...(to === 'docx' || to === 'pdf' ? [words.exporting.asPage] : []),
              ...(preview.whole ? [] : [words.exporting.cut]),
            ].join(' · ')}
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it. */}
          <section className="export-paper" tabIndex={0} aria-labelledby={id}>
            {preview.as === 'page' && <PagePreview html={preview.text} />}
            {preview.as === 'table' && <TablePreview csv={preview.text} />}
            {preview.as === 'text' && <pre dir="auto">{preview.text}</pre>}
          </section>
        </>
      )}
    </div>
  );
}
