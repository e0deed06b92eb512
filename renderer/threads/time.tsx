import { formatting } from '../words/words.ts';

/** When something was done: short, and in full on hover and for screen readers. */
export function Time({ at }: { at: number }) {
  const full = formatting.whenInFull(at);
  return (
    <time dateTime={new Date(at).toISOString()} title={full}>
      <span aria-hidden>{formatting.when(at)}</span>
      <span className="visually-hidden">{full}</span>
    </time>
  );
}
