import type { ReactNode } from 'react';
import { Button } from '../controls/button.tsx';
import { words } from '../words/words.ts';
import './empty.css';

/** The first thing that a new person sees: two ways on. */
export function EmptyLibrary({
  importButton,
  onSample,
  sampleBusy,
}: {
  importButton: ReactNode;
  onSample: () => void;
  sampleBusy: boolean;
}) {
  return (
    <Empty title={words.library.emptyTitle} why={words.library.emptyWhy}>
      <div className="empty-ways">
        {importButton}
        <Button onPress={onSample} isPending={sampleBusy}>
          {words.library.sample}
        </Button>
      </div>
      <p className="empty-tips">{words.library.emptyTips}</p>
    </Empty>
  );
}

/** The bin with nothing in it. */
export function EmptyBin() {
  return <Empty title={words.library.binEmpty} why={words.library.binEmptyWhy} />;
}

/** A folder, a tag or an archive that the last brief has left. */
export function NothingHere() {
  return <Empty title={words.library.nothingHere} />;
}

/** No brief holds the words that were searched for. */
export function NothingFound({ query, onClear }: { query: string; onClear: () => void }) {
  return (
    <Empty title={words.library.nothingFound(query)}>
      <div className="empty-ways">
        <Button onPress={onClear}>{words.library.clearSearch}</Button>
      </div>
    </Empty>
  );
}

function Empty({ title, why, children }: { title: string; why?: string; children?: ReactNode }) {
  return (
    <section className="empty">
      <h2>{title}</h2>
      {why && <p>{why}</p>}
      {children}
    </section>
  );
}
