import { useEffect, useMemo, useRef, useState } from 'react';
import type { Moment } from '../../shared/offline/timeline.ts';
import { useBrief } from '../brief/brief-context.tsx';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { ChoiceField, TickField } from '../controls/fields.tsx';
import { Notice } from '../controls/notice.tsx';
import { useCall, useEvent } from '../services.tsx';
import { formatting, words } from '../words/words.ts';
import { ChangesList } from './changes-list.tsx';
import { beginningOf, dateOf, dayAgo, namedDays } from './moments.ts';
import './changes-dialog.css';

/** Several things that happen at once are asked for together. */
const AGAIN_MS = 400;

/** Where a chosen date begins: the first one that no other choice names. */
const WEEK_DAYS = 7;

/** What became different in a brief since a moment, a line in words each; a line opens its place. */
export function ChangesDialog({ lookedBefore, onClose }: { lookedBefore: number | undefined; onClose(): void }) {
  const { store } = useBrief();
  const { run, busy, problem } = useCall('unread.changes');
  const [now] = useState(() => Date.now());
  // Who comes back to the open dialog still reads what it says.
  const [looked] = useState(lookedBefore);
  const [since, setSince] = useState(looked === undefined ? 'yesterday' : 'looked');
  const [date, setDate] = useState(() => dateOf(dayAgo(WEEK_DAYS, now)));
  const [mineToo, setMineToo] = useState(false);
  const [moments, setMoments] = useState<Moment[]>();
  const brief = store.opened.id;
  const beginning = beginningOf(since, date, looked, now);
  useEffect(() => {
    setMoments(undefined);
    if (beginning !== undefined) void run({ brief, since: beginning }).then(setMoments);
  }, [run, brief, beginning]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEvent('brief.changed', (event) => {
    if (event.brief !== brief || beginning === undefined) return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void run({ brief, since: beginning }).then(setMoments), AGAIN_MS);
  });
  const options = useMemo(() => sinceOptions(looked, now), [looked, now]);
  const shown = (moments ?? []).filter(({ by }) => mineToo || by.id !== store.me.id);

  return (
    <Dialog
      title={words.changes.title}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="wide"
      actions={
        <Button look="primary" onPress={onClose}>
          {words.everywhere.close}
        </Button>
      }
    >
      <div className="changes-since">
        <ChoiceField label={words.changes.since} value={since} options={options} onChange={setSince} />
        {since === 'date' && (
          <input
            type="date"
            className="changes-date"
            aria-label={words.changes.theDate}
            value={date}
            max={dateOf(now)}
            onChange={({ currentTarget }) => setDate(currentTarget.value)}
          />
        )}
        <TickField label={words.changes.mineToo} value={mineToo} onChange={setMineToo} />
        <span role="status">{moments ? words.changes.found(shown.length) : busy ? words.library.loading : ''}</span>
      </div>
      {problem && <Notice look="trouble">{problem}</Notice>}
      {moments && shown.length === 0 && <p>{words.changes.none}</p>}
      {shown.length > 0 && <ChangesList label={words.changes.title} moments={shown} onOpen={onClose} />}
    </Dialog>
  );
}

function sinceOptions(looked: number | undefined, now: number): { value: string; label: string }[] {
  return [
    ...(looked === undefined ? [] : [{ value: 'looked', label: words.changes.looked(formatting.when(looked, now)) }]),
    { value: 'yesterday', label: words.changes.yesterday },
    ...namedDays(now).map(({ value, time }) => ({ value, label: formatting.weekday(time) })),
    { value: 'date', label: words.changes.date },
  ];
}
