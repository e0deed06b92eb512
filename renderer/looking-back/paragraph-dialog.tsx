import { useEffect, useMemo, useState } from 'react';
import type { ParagraphStep } from '../../shared/offline/paragraph.ts';
import { type Moment, momentWords, timelineOf } from '../../shared/offline/timeline.ts';
import { useBrief, useBriefState } from '../brief/brief-context.tsx';
import { rangesOf } from '../brief/placed.ts';
import { copyText } from '../clipboard.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { showToast } from '../controls/toast.tsx';
import { VisibleText } from '../hidden-characters/visible-text.tsx';
import { ChangedWords } from '../offline/block-list.tsx';
import { useCall } from '../services.tsx';
import { Time } from '../threads/time.tsx';
import { words } from '../words/words.ts';
import { Quoted } from './quoted.tsx';
import './looking-back.css';

type Told = { at: number } & ({ step: ParagraphStep; moment?: never } | { moment: Moment; step?: never });

/** How a paragraph came to be: what it said, who changed it, and what was said about it, oldest first. */
export function ParagraphDialog({ child, onClose }: { child: number; onClose(): void }) {
  const { store } = useBrief();
  const { run, busy, problem } = useCall('offline.paragraph');
  const [steps, setSteps] = useState<ParagraphStep[]>();
  const about = useAbout(child);
  const brief = store.opened.id;
  const { lookingBack } = words;
  useEffect(() => {
    void run({ brief, child }).then(setSteps);
  }, [run, brief, child]);
  const told = useMemo((): Told[] => {
    const all = [
      ...(steps ?? []).map((step) => ({ at: step.at, step })),
      ...about.map((moment) => ({ at: moment.at, moment })),
    ];
    return all.sort((a, b) => a.at - b.at);
  }, [steps, about]);
  return (
    <Dialog
      title={lookingBack.paragraphTitle}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      size="wide"
      actions={
        <Button look="primary" autoFocus onPress={onClose}>
          {words.everywhere.close}
        </Button>
      }
    >
      {problem && <Notice look="trouble">{problem}</Notice>}
      {busy && <p role="status">{words.lookingBack.loading}</p>}
      {steps && (
        <>
          <ol className="paragraph-story">
            {told.map(({ at, step, moment }) => (
              <li key={`${at} ${moment?.id ?? step?.kind}`} data-kind={step?.kind ?? 'said'}>
                {step ? <Step step={step} /> : <Said moment={moment} />}
              </li>
            ))}
          </ol>
          {steps.length === 1 && steps[0]?.kind === 'imported' && <p>{lookingBack.neverChanged}</p>}
          {steps.length > 1 && <p className="timeline-count">{lookingBack.accordingToFile}</p>}
        </>
      )}
    </Dialog>
  );
}

function Step({ step: { kind, at, by, before, after } }: { step: ParagraphStep }) {
  const { lookingBack } = words;
  const what = lookingBack.steps[kind];
  const quote = after
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
  return (
    <>
      <p className="paragraph-step-head">
        <strong dir="auto">{by ? lookingBack.stepBy(what, by.name || words.brief.somebody) : what}</strong>
        <Time at={at} />
        <Button
          size="small"
          look="quiet"
          onPress={() => copyText(`${quote}\n\n`) && showToast({ text: lookingBack.quoted })}
        >
          {lookingBack.quote}
        </Button>
      </p>
      <p className="paragraph-words" dir="auto">
        {before === null ? <VisibleText text={after} /> : <ChangedWords before={before} after={after} />}
      </p>
    </>
  );
}

function Said({ moment }: { moment: Moment }) {
  return (
    <p className="paragraph-said" dir="auto">
      <Quoted sentence={momentWords(moment)} /> · <Time at={moment.at} />
    </p>
  );
}

/** What was said and decided about the passages that stand in a paragraph now. */
function useAbout(child: number): Moment[] {
  const { store } = useBrief();
  const { text, placed } = useBriefState();
  return useMemo(() => {
    const here = new Set<string>(
      placed
        .filter((each) => rangesOf(each).some(({ from }) => text.childAt(from) === child))
        .map(({ annotation }) => annotation.id),
    );
    if (here.size === 0) return [];
    const moments = timelineOf(store.notes, []);
    return moments.filter(
      ({ annotation, what }) => annotation !== undefined && here.has(annotation) && what !== 'reacted',
    );
  }, [store, text, placed, child]);
}
