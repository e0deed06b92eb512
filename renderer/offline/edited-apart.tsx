import { useEffect, useState } from 'react';
import type { BriefId } from '../../shared/model/ids.ts';
import type { EditedApart, EditedTwice } from '../../shared/offline/merging.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { VisibleText } from '../hidden-characters/visible-text.tsx';
import { useBridge, useCall, useEvent } from '../services.tsx';
import { formatting, words } from '../words/words.ts';
import { ChangedWords } from './block-list.tsx';
import './offline.css';

/** How many paragraphs were edited apart and merged, and not looked at since. */
export function useEditedApart(brief: BriefId): number {
  const bridge = useBridge();
  const [count, setCount] = useState(0);
  const look = () => {
    const counted = (all: EditedApart[]) => all.reduce((sum, { paragraphs }) => sum + paragraphs.length, 0);
    // Nobody asked for it; it is told of at the next change.
    bridge.call('offline.editedApart', { brief }).then(
      (all) => setCount(counted(all)),
      () => {},
    );
  };
  useEffect(look, [bridge, brief]);
  useEvent('brief.changed', (event) => event.brief === brief && event.article && look());
  useEvent('library.changed', look);
  return count;
}

/** The texts of two people beside what they became together, until somebody says that they read rightly. */
export function EditedApartDialog({ brief, onClose }: { brief: BriefId; onClose(): void }) {
  const { run, problem } = useCall('offline.editedApart');
  const done = useCall('offline.lookedAtEdits');
  const [merges, setMerges] = useState<EditedApart[]>([]);
  const { offline } = words;
  useEffect(() => {
    void run({ brief }).then((all) => setMerges(all ?? []));
  }, [run, brief]);
  async function isFine() {
    if ((await done.run({ brief })) !== undefined) onClose();
  }
  return (
    <Dialog
      title={offline.editedApartTitle}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      size="screen"
      actions={
        <>
          <Button onPress={onClose}>{offline.notNow}</Button>
          <Button look="primary" autoFocus isPending={done.busy} onPress={() => void isFine()}>
            {offline.editedApartFine}
          </Button>
        </>
      }
    >
      {(problem ?? done.problem) && <Notice look="trouble">{problem ?? done.problem}</Notice>}
      <p>{offline.editedApartWhy}</p>
      {merges.map(({ at, paragraphs }) => (
        <section key={at} className="offline-lines" aria-label={offline.mergedAt(formatting.whenInFull(at))}>
          <h3>{offline.mergedAt(formatting.whenInFull(at))}</h3>
          {paragraphs.map((each) => (
            <SideBySide key={`${each.ours} ${each.theirs}`} each={each} />
          ))}
        </section>
      ))}
    </Dialog>
  );
}

/** A paragraph that two people edited: what each made of it, and what it says now, with what came from the other. */
export function SideBySide({ each: { ours, theirs, merged } }: { each: EditedTwice }) {
  const { offline } = words;
  return (
    <dl className="offline-twice">
      <Side name={offline.yours} said={ours} />
      <Side name={offline.theirs} said={theirs} />
      <Side name={offline.together} said={merged} before={ours} />
    </dl>
  );
}

function Side({ name, said, before }: { name: string; said: string | null; before?: string | null }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd dir="auto">
        {said === null ? (
          words.offline.gone
        ) : before ? (
          <ChangedWords before={before} after={said} />
        ) : (
          <VisibleText text={said} />
        )}
      </dd>
    </div>
  );
}
