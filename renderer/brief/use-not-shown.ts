import { useEffect, useState } from 'react';
import type { BriefHead, NotShown } from '../../shared/bridge.ts';
import { showToast } from '../controls/toast.tsx';
import { sentenceOf, useBridge } from '../services.tsx';

/** Services read a large brief's notes for it, in milliseconds: by then what an opening asks for has been answered. */
const ASKED_AFTER = 1_000;

/** How many entries an open brief keeps without showing them; undefined until they are counted. */
export function useNotShown(opened: BriefHead): NotShown | undefined {
  const bridge = useBridge();
  const [counted, setCounted] = useState<{ of: BriefHead; notShown: NotShown }>();
  useEffect(() => {
    let gone = false;
    const count = async () => {
      try {
        const notShown = await bridge.call('brief.notShown', { brief: opened.id });
        if (!gone) setCounted({ of: opened, notShown });
      } catch (error) {
        if (!gone) showToast({ text: sentenceOf(error), look: 'trouble' });
      }
    };
    const timer = setTimeout(() => void count(), ASKED_AFTER);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [bridge, opened]);
  return counted?.of === opened ? counted.notShown : undefined;
}
