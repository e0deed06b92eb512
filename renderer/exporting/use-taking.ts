import { useRef, useState } from 'react';
import { useBridge, useCall } from '../services.tsx';
import { takeExport } from './take-export.ts';

/** The file of an export on its way to the window. */
export interface Taking {
  /** Gives the file; nothing where it was stopped, or `problem` says why. */
  take(size: number): Promise<Blob | undefined>;
  /** Ends the export itself too, however far it is. */
  stop(): void;
  busy: boolean;
  problem: string | undefined;
}

/** Takes the files of an export job over, piece by piece. */
export function useTaking(job: string): Taking {
  const bridge = useBridge();
  const call = useCall('export.piece');
  const [busy, setBusy] = useState(false);
  const stopped = useRef(false);

  async function take(size: number): Promise<Blob | undefined> {
    stopped.current = false;
    setBusy(true);
    try {
      return await takeExport(size, async (from) => (stopped.current ? undefined : call.run({ job, from })));
    } finally {
      setBusy(false);
    }
  }

  function stop() {
    stopped.current = true;
    void bridge.call('export.stop', { job });
  }

  return { take, stop, busy, problem: stopped.current ? undefined : call.problem };
}
