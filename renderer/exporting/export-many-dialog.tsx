import { useState } from 'react';
import type { BriefSummary, Results } from '../../shared/bridge.ts';
import type { ExportChoices } from '../../shared/exporting/options.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { TickField } from '../controls/fields.tsx';
import { Notice } from '../controls/notice.tsx';
import { saveBlob } from '../files.ts';
import { useCall, useEvent } from '../services.tsx';
import { words } from '../words/words.ts';
import { FormatList } from './format-list.tsx';
import { OptionsForm } from './options-form.tsx';
import { ReceiptView } from './receipt-view.tsx';
import { lastChoices, lastFormat, remember } from './remembered.ts';
import { useTaking } from './use-taking.ts';
import './export-dialog.css';

type Made = Results['export.keepMany'] & { file: Blob };

/** Hands several briefs on at once: which, in what format, and the account of each. */
export function ExportManyDialog({ briefs, onClose }: { briefs: readonly BriefSummary[]; onClose(): void }) {
  const [job] = useState(() => crypto.randomUUID());
  const call = useCall('export.keepMany');
  const taking = useTaking(job);
  const busy = call.busy || taking.busy;
  const problem = call.problem ?? taking.problem;
  const [choices, setChoices] = useState<ExportChoices>(() => lastChoices(lastFormat()));
  const [chosen, setChosen] = useState<ReadonlySet<BriefId>>(() => new Set(briefs.map(({ id }) => id)));
  const [done, setDone] = useState(0);
  const [made, setMade] = useState<Made>();
  useEvent('export.progress', (event) => {
    if (event.job === job) setDone(event.done);
  });

  async function make() {
    remember(choices);
    setDone(0);
    const wanted = briefs.map(({ id }) => id).filter((id) => chosen.has(id));
    const result = await call.run({ briefs: wanted, job, choices });
    const file = result && (await taking.take(result.size));
    if (!file) return;
    saveBlob(result.name, file);
    setMade({ ...result, file });
  }

  const choose = (ids: readonly BriefId[], on: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) on ? next.add(id) : next.delete(id);
    setChosen(next);
  };
  const all = briefs.map(({ id }) => id);
  return (
    <Dialog
      title={made ? words.exporting.done(made.name) : words.exporting.manyTitle}
      isOpen
      isDismissable={!busy}
      onOpenChange={(open) => !open && onClose()}
      size="screen"
      actions={
        made ? (
          <>
            <Button onPress={() => saveBlob(made.name, made.file)}>{words.exporting.saveAgain}</Button>
            <Button look="primary" autoFocus onPress={onClose}>
              {words.exporting.close}
            </Button>
          </>
        ) : (
          <>
            {busy ? (
              <Button onPress={taking.stop}>{words.exporting.stop}</Button>
            ) : (
              <Button onPress={onClose}>{words.everywhere.cancel}</Button>
            )}
            <Button look="primary" isPending={busy} isDisabled={chosen.size === 0} onPress={() => void make()}>
              {words.exporting.manyExport(chosen.size)}
            </Button>
          </>
        )
      }
    >
      {made ? (
        <Account made={made} />
      ) : (
        <>
          <p>{words.exporting.manyWhy}</p>
          <div className="export-task">
            <FormatList
              value={choices.format.to}
              onChange={(to) => {
                const { filter, resolved, anonymise, private: own } = choices;
                setChoices({ ...lastChoices(to), filter, resolved, anonymise, private: own });
              }}
            />
            <OptionsForm choices={choices} choosable={{ people: [], tags: [] }} onChange={setChoices} />
            <fieldset className="export-briefs">
              <legend>{words.exporting.manyWhich}</legend>
              <TickField
                label={words.exporting.manyAll(all.length)}
                value={chosen.size === all.length}
                onChange={(on) => choose(all, on)}
              />
              {briefs.map(({ id, title }) => (
                <TickField key={id} label={title} value={chosen.has(id)} onChange={(on) => choose([id], on)} />
              ))}
            </fieldset>
          </div>
          {problem && <Notice look="trouble">{problem}</Notice>}
          <p role="status">{busy ? words.exporting.manyProgress(done, chosen.size) : ''}</p>
        </>
      )}
    </Dialog>
  );
}

function Account({ made }: { made: Made }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by the keyboard
    <ul className="export-accounts" tabIndex={0} aria-label={words.exporting.manyWhich}>
      {made.exports.map((each) => (
        <li key={each.brief}>
          {each.receipt ? (
            <>
              <strong dir="auto">{each.file}</strong>
              <ReceiptView receipt={each.receipt} />
            </>
          ) : (
            <Notice look="trouble">{words.exporting.manyFailed(each.title, each.problem)}</Notice>
          )}
        </li>
      ))}
    </ul>
  );
}
