import { words } from '../words/words.ts';

/** What of a file was not taken in, and why. */
export function NotTakenIn({ ignored }: { ignored: readonly { what: string; reason: string }[] }) {
  if (ignored.length === 0) return null;
  return (
    <details open={ignored.length <= 5}>
      <summary>{words.review.ignored(ignored.length)}</summary>
      <ul>
        {ignored.map(({ what, reason }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may be alike, and the list stands as it is
          <li key={i} dir="auto">
            {what}. {reason}
          </li>
        ))}
      </ul>
    </details>
  );
}
