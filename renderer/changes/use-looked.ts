import { useEffect, useState } from 'react';
import type { BriefId } from '../../shared/model/ids.ts';
import { remember, remembered } from '../remembered.ts';
import { type Looks, lookBegins, lookGoesOn, looksSchema } from './looks.ts';

/** What somebody does who is there. */
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'scroll', 'focus'] as const;

/** A window that is killed, or whose last words don't arrive any more, has told so much of its visit. */
const TOLD_EVERY_MS = 30_000;

/**
 * When the person here last looked at this brief before they came to it now, or came back to it: in milliseconds since
 * 1970; undefined at their first visit.
 */
export function useLooked(brief: BriefId): number | undefined {
  const key = `brief.looks.${brief}`;
  const [before, setBefore] = useState(() => begins(key).before);
  useEffect(() => {
    let looks: Looks | undefined;
    let told = 0;
    const tell = () => {
      if (!looks) return;
      told = looks.at;
      remember(key, looks);
      setBefore(looks.before);
    };
    const sign = () => {
      if (document.visibilityState === 'hidden') return;
      const next = looks ? lookGoesOn(looks, Date.now()) : begins(key);
      const isNews = next.before !== looks?.before || next.at - told >= TOLD_EVERY_MS;
      looks = next;
      if (isNews) tell();
    };
    sign();
    for (const name of SIGNS) addEventListener(name, sign, { capture: true, passive: true });
    document.addEventListener('visibilitychange', sign);
    addEventListener('pagehide', tell);
    return () => {
      for (const name of SIGNS) removeEventListener(name, sign, { capture: true });
      document.removeEventListener('visibilitychange', sign);
      removeEventListener('pagehide', tell);
      tell();
    };
  }, [key]);
  return before;
}

function begins(key: string): Looks {
  return lookBegins(remembered(key, looksSchema), Date.now());
}
