import { useEffect, useMemo, useState } from 'react';
import { ListBox, ListBoxItem, ListLayout, Virtualizer } from 'react-aria-components';
import type { BriefId } from '../../shared/model/ids.ts';
import { type Moment, momentWords } from '../../shared/offline/timeline.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { SearchField } from '../controls/search-field.tsx';
import { showToast } from '../controls/toast.tsx';
import { When } from '../controls/when.tsx';
import { ChoiceField } from '../exporting/choice-field.tsx';
import { useCall } from '../services.tsx';
import { formatting, words } from '../words/words.ts';
import { BlockList } from './block-list.tsx';
import { ShownThreads } from './look-at.tsx';
import './offline.css';

/** Only what is on screen of them is drawn, so that 50,000 scroll like 50. */
const LINE_HEIGHT = 44;

/** What happened to a brief, in words; each moment can be looked at as it was, and brought back. */
export function TimelineDialog({ brief, onClose }: { brief: BriefId; onClose(): void }) {
  const { run, busy, problem } = useCall('offline.history');
  const [moments, setMoments] = useState<Moment[]>();
  const [looked, setLooked] = useState<Moment>();
  useEffect(() => {
    void run({ brief }).then(setMoments);
  }, [run, brief]);
  return (
    <Dialog title={words.offline.timelineTitle} isOpen onOpenChange={(open) => !open && onClose()} size="screen">
      {problem && <Notice look="trouble">{problem}</Notice>}
      {busy && !moments && <p role="status">{words.library.loading}</p>}
      {moments && !looked && <Moments moments={moments} onLook={setLooked} />}
      {looked && <AsItWas brief={brief} moment={looked} onBack={() => setLooked(undefined)} onClose={onClose} />}
      {!looked && (
        <div className="dialog-actions">
          <Button look="primary" autoFocus onPress={onClose}>
            {words.exporting.close}
          </Button>
        </div>
      )}
    </Dialog>
  );
}

function Moments({ moments, onLook }: { moments: readonly Moment[]; onLook(moment: Moment): void }) {
  const [by, setBy] = useState('');
  const [query, setQuery] = useState('');
  const people = useMemo(() => [...new Map(moments.map((each) => [each.by.id, each.by.name]))], [moments]);
  const told = useMemo(() => moments.map((moment) => ({ moment, sentence: momentWords(moment) })), [moments]);
  const shown = useMemo(() => {
    const wanted = query.trim().toLocaleLowerCase();
    return told.filter(
      ({ moment, sentence }) =>
        (by === '' || moment.by.id === by) && (wanted === '' || sentence.toLocaleLowerCase().includes(wanted)),
    );
  }, [told, by, query]);
  return (
    <>
      <div className="offline-filter">
        <SearchField label={words.offline.timelineFilter} value={query} onChange={setQuery} />
        <ChoiceField
          label={words.offline.by}
          value={by}
          options={[
            { value: '', label: words.offline.everybody },
            ...people.map(([value, label]) => ({ value, label })),
          ]}
          onChange={setBy}
        />
        <span role="status">{words.offline.momentCount(shown.length)}</span>
      </div>
      <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: LINE_HEIGHT }}>
        <ListBox
          className="offline-moments"
          aria-label={words.offline.timelineTitle}
          items={shown.map((each) => ({ id: each.moment.id, ...each }))}
          onAction={(key) => {
            const found = shown.find(({ moment }) => moment.id === key);
            if (found) onLook(found.moment);
          }}
          renderEmptyState={() => <p>{words.offline.nothingHappened}</p>}
        >
          {({ moment, sentence }) => (
            <ListBoxItem className="offline-moment" textValue={sentence} data-what={moment.what}>
              <When time={moment.at} />
              <span dir="auto">
                <Quoted sentence={sentence} />
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Virtualizer>
    </>
  );
}

function AsItWas({
  brief,
  moment,
  onBack,
  onClose,
}: {
  brief: BriefId;
  moment: Moment;
  onBack(): void;
  onClose(): void;
}) {
  const { run, busy, problem } = useCall('offline.moment');
  const back = useCall('offline.bringBack');
  const [then, setThen] = useState<Awaited<ReturnType<typeof run>>>();
  const { at } = moment;
  useEffect(() => {
    void run({ brief, at }).then(setThen);
  }, [run, brief, at]);

  async function bringBack() {
    if (!(await back.run({ brief, at }))) return;
    showToast({ text: words.offline.broughtBack });
    onClose();
  }

  const differs = then?.blocks.some(({ kind }) => kind !== 'same') ?? false;
  const trouble = problem ?? back.problem;
  return (
    <>
      <p dir="auto">{momentWords(moment)}</p>
      {trouble && <Notice look="trouble">{trouble}</Notice>}
      {busy && <p role="status">{words.library.loading}</p>}
      {then && (
        <div className="offline-plan">
          <div>
            <h3>{differs ? words.offline.nowDiffers : words.offline.nothingDiffers}</h3>
            <BlockList blocks={then.blocks} label={words.offline.asItWas(formatting.whenInFull(at))} />
          </div>
          <div>
            <h3>{words.offline.threadsThen(then.shown.annotations.length)}</h3>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it. */}
            <section className="offline-scroll" tabIndex={0} aria-label={words.offline.annotationsTab}>
              <ShownThreads shown={then.shown} />
            </section>
          </div>
        </div>
      )}
      <div className="dialog-actions">
        <Button autoFocus onPress={onBack}>
          {words.offline.lookBack}
        </Button>
        {then && (
          <Button isPending={back.busy} onPress={() => void bringBack()}>
            {words.offline.bringBack}
          </Button>
        )}
      </div>
    </>
  );
}

/** Words that are quoted keep their own direction, whatever stands around them. */
function Quoted({ sentence }: { sentence: string }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence.
  return sentence.split(/(“[^”]*”)/).map((part, index) => (index % 2 === 1 ? <bdi key={index}>{part}</bdi> : part));
}
