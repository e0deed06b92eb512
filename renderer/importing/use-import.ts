import { useCallback, useEffect, useRef, useState } from 'react';
import { showToast } from '../controls/toast.tsx';
import { readFile, textFile } from '../files.ts';
import { go, type Route } from '../route.ts';
import { sentenceOf, useBridge } from '../services.tsx';
import { words } from '../words/words.ts';
import { usePendingImport } from './pending-import.tsx';
import { type ManyImport, useManyImport } from './use-many-import.ts';

/** Begins imports, one at a time. */
export interface Importing {
  /** An article goes to the preview, a package into the library; several files are imported one after another. */
  files(files: readonly File[]): void;
  text(text: string): void;
  many: ManyImport;
  /** The name of the file that is being read. */
  reading: string | undefined;
  /** Why the last one was refused. */
  problem: string | undefined;
  clear(): void;
}

const PACKAGE = /\.brief$/i;

/** Begins imports from wherever they come: chosen, dropped or pasted. */
export function useImport(): Importing {
  const bridge = useBridge();
  const { begin } = usePendingImport();
  const many = useManyImport();
  const { start: startMany } = many;
  const [reading, setReading] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const busy = useRef(false);
  const here = useRef(false);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);

  const files = useCallback(
    async (all: readonly File[]) => {
      if (busy.current) return;
      const [file] = all;
      if (!file) return setProblem(words.library.dropNothing);
      setProblem(undefined);
      if (all.length > 1) return startMany(all);
      setReading(file.name);
      busy.current = true;
      // Somebody who has gone on to something else meanwhile stays there; the library tells of what waits.
      const show = (route: Route) => here.current && go(route);
      try {
        const { name, bytes } = await readFile(file);
        if (PACKAGE.test(name)) {
          const { brief } = await bridge.call('library.addPackage', { name, bytes });
          showToast({ text: words.library.added });
          show({ screen: 'brief', brief });
        } else {
          begin(await bridge.call('import.preview', { name, bytes }));
          show({ screen: 'import' });
        }
      } catch (error) {
        setProblem(sentenceOf(error));
      } finally {
        busy.current = false;
        setReading(undefined);
      }
    },
    [bridge, begin, startMany],
  );

  return {
    files: (all) => void files(all),
    text: (text) => void files([textFile(text)]),
    many,
    reading,
    problem,
    clear: () => setProblem(undefined),
  };
}
