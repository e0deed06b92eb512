import type { RefusedThing, SyncState } from '../../shared/bridge.ts';
import { bodyWithSuggestion } from '../../shared/comments/suggestion.ts';
import { CommentBody } from '../comments/comment-body.tsx';
import { Button } from '../controls/button.tsx';
import { Notice } from '../controls/notice.tsx';
import { When } from '../controls/when.tsx';
import { saveFile } from '../files.ts';
import { useCall } from '../services.tsx';
import { words } from '../words/words.ts';
import { sentenceFor } from './sentence.ts';
import { WaitingList } from './waiting-list.tsx';

/** What the indicator's sentence means, what the relay refused, and what can be done about it. */
export function SyncDetails({ sync, onClose }: { sync: SyncState; onClose(): void }) {
  const { brief, relay, state, pending, refused, putAway, why, readOnly, role, canGiveBack } = sync;
  const now = useCall('sync.now');
  const save = useCall('sync.exportRefused');
  const giveBack = useCall('sync.giveBack');
  const problem = now.problem ?? save.problem ?? giveBack.problem;
  const means = why ?? meaning(state, pending);
  return (
    <>
      <p className="sync-about">{sentenceFor(sync).text}</p>
      {means && <p>{means}</p>}
      <p>{words.sharing.onRelay(relay)}</p>
      {problem && <Notice look="trouble">{problem}</Notice>}
      <WaitingList sync={sync} onOpen={onClose} />
      {refused.length > 0 && (
        <section aria-label={words.sharing.refusedTitle}>
          <h3 className="sharing-heading">{words.sharing.refusedTitle}</h3>
          <p>{words.sharing.refusedWhy}</p>
          {readOnly && <Notice>{words.sharing.offerNotNow(role)}</Notice>}
          <ul className="refused-things">
            {refused.map((thing) => (
              <Refused key={thing.id} brief={brief} thing={thing} mayOffer={!readOnly} />
            ))}
          </ul>
        </section>
      )}
      {putAway.length > 0 && (
        <details className="put-away">
          <summary>{words.sharing.putAwayTitle(putAway.length)}</summary>
          <p>{words.sharing.putAwayWhy}</p>
          <ul className="refused-things">
            {putAway.map((thing) => (
              <PutAway key={thing.id} brief={brief} thing={thing} />
            ))}
          </ul>
        </details>
      )}
      <div className="dialog-actions">
        {refused.length + putAway.length > 0 && (
          <Button
            onPress={async () => {
              const file = await save.run({ brief });
              if (file) await saveFile(file);
            }}
          >
            {words.sharing.exportRefused}
          </Button>
        )}
        {canGiveBack && <Button onPress={() => void giveBack.run({ brief })}>{words.sharing.giveBack}</Button>}
        {state !== 'on-relay' && (
          <Button isPending={now.busy} onPress={() => void now.run({ brief })}>
            {words.sharing.tryNow}
          </Button>
        )}
        <Button look="primary" autoFocus onPress={onClose}>
          {words.everywhere.close}
        </Button>
      </div>
    </>
  );
}

function meaning(state: SyncState['state'], pending: number): string | undefined {
  if (state === 'offline') return words.sharing.offlineWhy;
  if (pending > 0) return words.sharing.sendingWhy;
  return state === 'on-relay' ? words.sharing.allWhy : undefined;
}

interface OneThing {
  brief: SyncState['brief'];
  thing: RefusedThing;
}

function Refused({ brief, thing, mayOffer }: OneThing & { mayOffer: boolean }) {
  const { id, entry } = thing;
  const again = useCall('sync.offerAgain');
  const away = useCall('sync.putAway');
  const problem = again.problem ?? away.problem;
  return (
    <li>
      <Said thing={thing} />
      {problem && <Notice look="trouble">{problem}</Notice>}
      <div className="refused-actions">
        {entry && (
          <Button
            size="small"
            isDisabled={!mayOffer}
            isPending={again.busy}
            onPress={() => void again.run({ brief, ids: [id] })}
          >
            {words.sharing.offerAgain}
          </Button>
        )}
        <Button size="small" look="quiet" onPress={() => void away.run({ brief, ids: [id] })}>
          {words.sharing.putAway}
        </Button>
      </div>
    </li>
  );
}

function PutAway({ brief, thing }: OneThing) {
  const back = useCall('sync.putAway');
  return (
    <li>
      <Said thing={thing} />
      {back.problem && <Notice look="trouble">{back.problem}</Notice>}
      <div className="refused-actions">
        <Button size="small" look="quiet" onPress={() => void back.run({ brief, ids: [thing.id], away: false })}>
          {words.sharing.takeOut}
        </Button>
      </div>
    </li>
  );
}

/** What a refused thing is, why it was refused, and its words. */
function Said({ thing: { why, at, entry, change } }: { thing: RefusedThing }) {
  const what = entry ? (words.sharing.entryWords[entry.type] ?? '') : words.sharing.articleChange;
  return (
    <>
      <div className="refused-head">
        <strong>{what}</strong>
        <When time={at} />
      </div>
      <span>{why}</span>
      {entry?.type === 'annotated' && entry.anchors.length > 0 && (
        <p className="refused-words" dir="auto">
          {entry.anchors.map(({ quote }) => quote.exact).join(' … ')}
        </p>
      )}
      {entry && 'body' in entry && (
        <div className="refused-words">
          <CommentBody markdown={bodyWithSuggestion(entry.body, 'suggests' in entry ? entry.suggests : undefined)} />
        </div>
      )}
      {change && (
        <>
          <Version title={words.sharing.mine} blocks={change.mine} />
          <Version title={words.sharing.theirs} blocks={change.theirs} />
        </>
      )}
    </>
  );
}

function Version({ title, blocks }: { title: string; blocks: readonly string[] }) {
  return (
    <>
      <span>{title}</span>
      <p className="refused-words" dir="auto">
        {blocks.length > 0 ? blocks.join('\n') : words.sharing.nothing}
      </p>
    </>
  );
}
