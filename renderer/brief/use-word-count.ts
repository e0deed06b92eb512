import { useEffect, useRef, useState } from 'react';
import { countWords } from '../../shared/article/count-words.ts';

/** What is left of an idle moment for something else, in milliseconds. */
const SPARED_MS = 2;
/** What is taken of one at most: the browser may give 50, in which nothing else would be done. */
const SLICE_MS = 8;

/**
 * How many words an article has, counted block by block in idle moments: a long one takes some 100 ms.
 *
 * @param text its blocks, a line each
 * @returns undefined until they were counted for the first time
 */
export function useWordCount(text: string): number | undefined {
  const [count, setCount] = useState<number>();
  const known = useRef(new Map<string, number>());
  useEffect(() => {
    const blocks = text.split('\n');
    const counted = new Map<string, number>();
    let at = 0;
    let sum = 0;
    let idle = requestIdleCallback(function go(deadline) {
      const until = performance.now() + SLICE_MS;
      const goOn = () => deadline.timeRemaining() > SPARED_MS && performance.now() < until;
      for (; at < blocks.length && goOn(); at++) {
        const block = blocks[at] as string;
        const words = known.current.get(block) ?? countWords(block);
        counted.set(block, words);
        sum += words;
      }
      if (at < blocks.length) {
        idle = requestIdleCallback(go);
        return;
      }
      known.current = counted;
      setCount(sum);
    });
    return () => cancelIdleCallback(idle);
  }, [text]);
  return count;
}
