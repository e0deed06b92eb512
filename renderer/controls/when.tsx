import { formatting } from '../words/words.ts';

/** A time in short, with the full one on hover; `phrase` may put words around it. */
export function When({ time, phrase = (when) => when }: { time: number; phrase?: (when: string) => string }) {
  return (
    <time dateTime={new Date(time).toISOString()} title={formatting.whenInFull(time)}>
      {phrase(formatting.when(time))}
    </time>
  );
}
