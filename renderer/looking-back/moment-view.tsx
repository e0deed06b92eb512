import { useEffect, useState } from 'react';
import { type Moment, momentWords, pointOf } from '../../shared/offline/timeline.ts';
import { useBrief } from '../brief/brief-context.tsx';
import { Button } from '../controls/button.tsx';
import { ChoiceField } from '../controls/fields.tsx';
import { Notice } from '../controls/notice.tsx';
import { showToast } from '../controls/toast.tsx';
import { useCall } from '../services.tsx';
import { formatting, words } from '../words/words.ts';
import { Compared } from './compared.tsx';
import { PastArticle } from './past-article.tsx';
import { PastThreads } from './past-threads.tsx';
import { Quoted } from './quoted.tsx';

type View = 'past' | 'compared';

/** A moment as it was, or beside another one; and the way to bring it back. */
export function MomentView({
  moment,
  against,
  versions,
  comparing,
  onCompare,
  onBroughtBack,
}: {
  moment: Moment;
  /** The moment that it is compared with; now, where it is absent. */
  against: Moment | undefined;
  /** All moments: those with a name can be compared with at once. */
  versions: readonly Moment[];
  /** The other moment is being chosen in the list. */
  comparing: boolean;
  onCompare(other: Moment | undefined | 'choose'): void;
  onBroughtBack(): void;
}) {
  const { store, actions } = useBrief();
  const { run, busy, problem } = useCall('offline.moment');
  const [looked, setLooked] = useState<Awaited<ReturnType<typeof run>>>();
  const [view, setView] = useState<View>('past');
  const [asking, setAsking] = useState(false);
  const brief = store.opened.id;
  const { lookingBack } = words;
  useEffect(() => {
    setAsking(false);
    void run({ brief, ...pointOf(moment), ...(against ? { against: pointOf(against) } : {}) }).then(setLooked);
  }, [run, brief, moment, against]);
  useEffect(() => {
    if (against) setView('compared');
  }, [against]);

  return (
    <section className="timeline-moment" aria-label={lookingBack.momentHead(formatting.whenInFull(moment.at))}>
      <div className="timeline-head">
        <h3 dir="auto">
          <Quoted sentence={momentWords(moment)} />
        </h3>
        <p>{formatting.whenInFull(moment.at)}</p>
      </div>
      <div className="timeline-tools">
        <fieldset className="timeline-views">
          <legend className="visually-hidden">{lookingBack.view}</legend>
          {(['past', 'compared'] as const).map((each) => (
            <Button
              key={each}
              size="small"
              look={view === each ? 'primary' : 'plain'}
              aria-pressed={view === each}
              onPress={() => setView(each)}
            >
              {lookingBack.views[each]}
            </Button>
          ))}
        </fieldset>
        {view === 'compared' && (
          <Against moment={moment} against={against} versions={versions} comparing={comparing} onCompare={onCompare} />
        )}
        <Button size="small" isDisabled={!looked || !actions.may('version')} onPress={() => setAsking(true)}>
          {lookingBack.bringBack}
        </Button>
      </div>
      {asking && <BringBack moment={moment} onCancel={() => setAsking(false)} onDone={onBroughtBack} />}
      {comparing && <Notice>{lookingBack.chooseOther}</Notice>}
      {problem && <Notice look="trouble">{problem}</Notice>}
      {busy && !looked && <p role="status">{words.lookingBack.loading}</p>}
      {looked && !problem && view === 'past' && (
        <div className="timeline-pages">
          <PastArticle looked={looked} />
          <PastThreads annotations={looked.shown.annotations} />
        </div>
      )}
      {looked && !problem && view === 'compared' && <Compared looked={looked} />}
    </section>
  );
}

/** With what it is compared: now, a version by its name, or any other moment of the list. */
function Against({
  moment,
  against,
  versions,
  comparing,
  onCompare,
}: Pick<Parameters<typeof MomentView>[0], 'moment' | 'against' | 'versions' | 'comparing' | 'onCompare'>) {
  const { lookingBack } = words;
  const named = versions.filter(({ what, id }) => what === 'version' && id !== moment.id);
  const isNamed = against !== undefined && named.some(({ id }) => id === against.id);
  const value = comparing ? 'choose' : (against?.id ?? '');
  return (
    <ChoiceField
      label={lookingBack.against}
      value={value}
      options={[
        { value: '', label: lookingBack.now },
        ...named.map(({ id, words: name = '' }) => ({ value: id, label: `“${name}”` })),
        ...(against && !isNamed
          ? [{ value: against.id, label: lookingBack.otherMoment(formatting.whenInFull(against.at)) }]
          : []),
        { value: 'choose', label: lookingBack.anotherMoment },
      ]}
      onChange={(id) =>
        onCompare(id === '' ? undefined : id === 'choose' ? 'choose' : versions.find((each) => each.id === id))
      }
    />
  );
}

function BringBack({ moment, onCancel, onDone }: { moment: Moment; onCancel(): void; onDone(): void }) {
  const { store } = useBrief();
  const { run, busy, problem } = useCall('offline.bringBack');
  const { lookingBack } = words;
  async function bringBack() {
    if (!(await run({ brief: store.opened.id, ...pointOf(moment) }))) return;
    showToast({ text: lookingBack.broughtBack });
    onDone();
  }
  return (
    <section className="timeline-ask" aria-label={lookingBack.bringBackTitle}>
      <p>{lookingBack.bringBackWhy}</p>
      {problem && <Notice look="trouble">{problem}</Notice>}
      <div className="dialog-actions">
        <Button size="small" autoFocus onPress={onCancel}>
          {words.everywhere.cancel}
        </Button>
        <Button size="small" look="primary" isPending={busy} onPress={() => void bringBack()}>
          {lookingBack.bringBackYes}
        </Button>
      </div>
    </section>
  );
}
