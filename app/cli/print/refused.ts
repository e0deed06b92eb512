import { begun } from '../../../shared/begun.ts';
import type { RefusedThing } from '../../../shared/bridge/sharing.ts';
import { commentInOneLine } from '../../../shared/comments/in-one-line.ts';
import { short } from '../ids.ts';
import { counted } from './lines.ts';
import { visibleLine } from './visible.ts';

/** So much of what was said is enough to know it by. */
const MOST_WORDS = 60;

/** What a relay refused and is set aside, a line each with the reason, and what can be done about it. */
export function refusedText(things: readonly RefusedThing[]): string {
  const lines = things.map((thing) => `- ${visibleLine(`${what(thing)}: ${thing.why}`)}`);
  const howMany = counted(things.length, 'thing that the relay refused is', 'things that the relay refused are');
  return [
    `${howMany} set aside on this computer, where the others don’t see it:`,
    ...lines,
    '“briefmark sync” offers it again with --offer-again, writes it into a file with --save-refused, and lists it no more with --put-away.',
  ].join('\n');
}

function what({ id, at, entry, change }: RefusedThing): string {
  const when = `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  if (change || !entry) return `a change of the article, ${when}`;
  const quote = entry.type === 'annotated' ? entry.anchors[0]?.quote.exact : undefined;
  const words = 'body' in entry ? commentInOneLine(entry.body) : quote;
  return `${entry.type} ${short(id)}${words ? ` “${begun(words, MOST_WORDS)}”` : ''}, ${when}`;
}
