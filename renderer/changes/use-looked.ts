import { useEffect, useState } from 'react';
import { z } from 'zod';
import type { BriefId } from '../../shared/model/ids.ts';
import { remember, remembered } from '../remembered.ts';

/** When this brief was last on screen before it was opened now, in milliseconds since 1970; undefined where it never was. */
export function useLooked(brief: BriefId): number | undefined {
  const key = `brief.looked.${brief}`;
  const [looked] = useState(() => remembered(key, z.number()));
  useEffect(() => {
    const leaving = () => remember(key, Date.now());
    const hidden = () => document.visibilityState === 'hidden' && leaving();
    document.addEventListener('visibilitychange', hidden);
    addEventListener('pagehide', leaving);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      removeEventListener('pagehide', leaving);
      leaving();
    };
  }, [key]);
  return looked;
}
