import type { Identity } from '../../app/services/identity/profile.ts';
import { KIND_NAMES, REASONS } from '../../shared/model/kinds.ts';
import type { Hand } from './copies.ts';

/** Does something at random to a copy: annotates, discusses, resolves, withdraws, or edits the article. */
export function workAtRandom(hand: Hand, author: Identity, random: () => number): void {
  const pick = <T>(all: readonly T[]) => all[Math.floor(random() * all.length)] as T;
  const { brief } = hand;
  const { text } = brief.index.text;
  const open = [...brief.notes.annotations.values()].filter((each) => !each.withdrawn);
  const one = pick(open);
  const dice = random();
  if (dice < 0.35 || !one) {
    const from = Math.floor(random() * Math.max(1, text.length - 30));
    const range = brief.index.text.trim({ from, to: from + 3 + Math.floor(random() * 25) });
    const passages = range ? [{ ...range, words: brief.index.text.slice(range) }] : [];
    hand.act(author, { do: 'annotate', kind: pick(KIND_NAMES), passages, body: `At ${from}` });
  } else if (dice < 0.55) {
    hand.act(author, { do: 'comment', annotation: one.id, body: `Remark ${Math.floor(random() * 1e6)}` });
  } else if (dice < 0.65) {
    const annotation = one.id;
    if (one.status.state === 'resolved') hand.act(author, { do: 'reopen', annotation });
    else hand.act(author, { do: 'resolve', annotation, reason: pick(REASONS) });
  } else if (dice < 0.7) {
    hand.act(author, { do: 'set-tags', annotation: one.id, tags: [pick(['one', 'two', 'three'])] });
  } else if (dice < 0.75) {
    if (one.by === author.person.id) hand.act(author, { do: 'withdraw', target: one.id });
  } else {
    const block = Math.floor(random() * brief.article.childCount);
    const length = brief.article.child(block).content.size;
    const at = Math.floor(random() * (length + 1));
    const remove = Math.min(length - at, Math.floor(random() * 12));
    if (length > 0 && brief.article.child(block).isTextblock)
      hand.type(author, block, at, pick(['', 'now ', 'perhaps ', 'not ']), remove);
  }
}
