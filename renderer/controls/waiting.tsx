import './waiting.css';

/** A progress bar for what mostly takes less than a second: it is seen only when it takes longer. */
export function Waiting({ label }: { label: string }) {
  return <progress className="waiting" aria-label={label} />;
}
