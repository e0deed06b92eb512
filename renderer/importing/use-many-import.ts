import { useCallback, useRef, useState } from 'react';
import type { Bridge } from '../../shared/bridge.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import { readFile } from '../files.ts';
import { sentenceOf, useBridge } from '../services.tsx';

/** What became of one file of many. */
type ManyOutcome =
  | { state: 'waiting' | 'reading' | 'stopped' }
  /** Its brief; `leftOut` counts the blocks that stayed out of it. */
  | { state: 'imported'; brief: BriefId; title: string; leftOut: number }
  /** Its words are those of a brief in the library, so it wasn't imported again. */
  | { state: 'already'; brief: BriefId; title: string }
  | { state: 'refused'; sentence: string };

export type ManyFile = { name: string } & ManyOutcome;

/** Many files that are imported one after another, each as its rules propose. */
export interface ManyImport {
  /** Undefined while there is nothing to show. */
  files: readonly ManyFile[] | undefined;
  running: boolean;
  start(files: readonly File[]): void;
  /** The file that is being read is finished; those after it stay where they are. */
  stop(): void;
  close(): void;
}

const PACKAGE = /\.brief$/i;

/** Imports many files; what came of each stays to be read until its person closes the account. */
export function useManyImport(): ManyImport {
  const bridge = useBridge();
  const [files, setFiles] = useState<readonly ManyFile[]>();
  const [running, setRunning] = useState(false);
  const stopped = useRef(false);

  const run = useCallback(
    async (chosen: readonly File[]) => {
      stopped.current = false;
      setRunning(true);
      setFiles(chosen.map(({ name }) => ({ name, state: 'waiting' })));
      const tell = (at: number, outcome: ManyOutcome) =>
        setFiles((all) => all?.map((each, i) => (i === at ? { name: each.name, ...outcome } : each)));
      for (const [at, file] of chosen.entries()) {
        if (stopped.current) {
          tell(at, { state: 'stopped' });
          continue;
        }
        tell(at, { state: 'reading' });
        tell(at, await importOne(bridge, file));
      }
      setRunning(false);
    },
    [bridge],
  );
  const start = useCallback((chosen: readonly File[]) => void run(chosen), [run]);

  return {
    files,
    running,
    start,
    stop: () => {
      stopped.current = true;
    },
    close: () => setFiles(undefined),
  };
}

async function importOne(bridge: Bridge, file: File): Promise<ManyOutcome> {
  try {
    const { name, bytes } = await readFile(file);
    if (PACKAGE.test(name)) {
      const { brief } = await bridge.call('library.addPackage', { name, bytes });
      const { title } = await bridge.call('brief.show', { brief });
      return { state: 'imported', brief, title, leftOut: 0 };
    }
    const { preview, article, already } = await bridge.call('import.preview', { name, bytes });
    if (already) {
      await bridge.call('import.drop', { preview });
      return { state: 'already', brief: already.brief, title: already.title };
    }
    try {
      const { brief } = await bridge.call('import.accept', { preview, decisions: [] });
      const title = article.blocks.find(({ type, leftOut }) => type === 'title' && leftOut === undefined)?.text ?? name;
      const leftOut = article.blocks.filter((block) => block.leftOut !== undefined).length;
      return { state: 'imported', brief, title, leftOut };
    } catch (error) {
      await bridge.call('import.drop', { preview });
      throw error;
    }
  } catch (error) {
    return { state: 'refused', sentence: sentenceOf(error) };
  }
}
