import { useMemo, useRef, useState } from 'react';
import type { FetchedPreview } from '../../shared/bridge.ts';
import { type ImportedBlock, isFetchable } from '../../shared/importing/imported.ts';
import { useBridge, useCall } from '../services.tsx';
import { usePendingImport } from './pending-import.tsx';

/** The pictures of an import that are on the web, and what is fetched of them: nothing, until its person says so. */
export interface RemotePictures {
  /** Of all pictures that would come into the article. */
  addresses: readonly string[];
  fetch(addresses: readonly string[]): void;
  /** Those that are being fetched. */
  fetching: ReadonlySet<string>;
  stop(): void;
  problem: string | undefined;
  /** What didn't come the last time, and why. */
  refused: FetchedPreview['refused'];
}

const NONE: ReadonlySet<string> = new Set();

/** Fetches pictures of the import that is being looked through; its blocks and what was chosen for them stay. */
export function useRemotePictures(preview: string, blocks: readonly ImportedBlock[]): RemotePictures {
  const bridge = useBridge();
  const call = useCall('import.pictures');
  const { renew } = usePendingImport();
  const [fetching, setFetching] = useState(NONE);
  const [refused, setRefused] = useState<FetchedPreview['refused']>([]);
  const job = useRef('');
  const asked = useRef(new Set<string>());
  const running = useRef(false);
  const addresses = useMemo(
    () => [...new Set(blocks.filter(isFetchable).flatMap(({ remote }) => remote ?? []))],
    [blocks],
  );

  /** One request after another: what is asked for while one runs waits for its turn. */
  async function fetchThem(wanted: readonly string[]) {
    const more = wanted.filter((address) => !asked.current.has(address));
    for (const address of more) asked.current.add(address);
    setFetching(new Set(asked.current));
    if (running.current || more.length === 0) return;
    running.current = true;
    setRefused([]);
    let current = preview;
    while (asked.current.size > 0) {
      const next = [...asked.current];
      job.current = crypto.randomUUID();
      const made = await call.run({ preview: current, addresses: next, job: job.current });
      if (!made) asked.current.clear();
      for (const address of next) asked.current.delete(address);
      setFetching(new Set(asked.current));
      if (!made) break;
      current = made.preview;
      renew(made);
      setRefused((before) => [...before, ...made.refused]);
    }
    running.current = false;
  }

  return {
    addresses,
    fetch: (wanted) => void fetchThem(wanted),
    fetching,
    stop: () => void bridge.call('import.stop', { job: job.current }).catch(() => undefined),
    problem: call.problem,
    refused,
  };
}
