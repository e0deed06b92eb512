import type { SyncState } from '../../shared/bridge.ts';
import { formatting, words } from '../words/words.ts';

/** How the indicator looks: by its sign as well as by its colour. */
export type Look = 'well' | 'working' | 'offline' | 'trouble';

/** What the indicator says of a brief. It says "on the relay" only where services do. */
export function sentenceFor(sync: SyncState): { text: string; look: Look } {
  const { state, pending, since, readOnly, refused, role } = sync;
  const because = readOnly ? words.sharing.readOnly(role) : undefined;
  const more = [
    ...(refused.length > 0 ? [words.sharing.refusedSome(refused.length)] : []),
    ...(because ? [because] : []),
  ];
  const said = (text: string) => [text, ...more].join(' · ');
  if (state === 'stopped') {
    const stays = pending > 0 ? [words.sharing.stays(pending)] : [];
    return { text: [because ?? words.sharing.stopped, ...stays].join(' · '), look: 'trouble' };
  }
  if (state === 'offline' && since !== undefined) {
    const when = formatting.when(since);
    const text = pending > 0 ? words.sharing.offlineWith(when, pending) : words.sharing.offlineSince(when);
    return { text: said(text), look: 'offline' };
  }
  if (pending > 0) return { text: said(words.sharing.sending(pending)), look: 'working' };
  if (state !== 'on-relay') return { text: said(words.sharing.checking), look: 'working' };
  if (refused.length > 0) return { text: said(words.sharing.allElseOnRelay), look: 'trouble' };
  return { text: said(words.sharing.allOnRelay), look: 'well' };
}
