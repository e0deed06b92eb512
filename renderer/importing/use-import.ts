import { useCallback, useEffect, useRef, useState } from 'react';
import { DESKTOP_API } from '../../shared/desktop-shell.ts';
import { pageFile, readFile, textFile } from '../files.ts';
import { go, type Route } from '../route.ts';
import { sentenceOf, useBridge } from '../services.tsx';
import { words } from '../words/words.ts';
import { usePendingImport } from './pending-import.tsx';
import { type ManyImport, useManyImport } from './use-many-import.ts';

/** Begins imports, one at a time. */
export interface Importing {
  /** An article goes to the preview, a package to the question of what shall become of it; several files are imported one after another. */
  files(files: readonly File[]): void;
  text(text: string): void;
  /** An article that was copied with its looks. */
  html(html: string): void;
  /** Stops what is being read. */
  stop(): void;
  many: ManyImport;
  /** A package that was opened: somebody has to say whether to add it, to merge it, or only to look. */
  packageFile: File | undefined;
  closePackage(): void;
  /** The name of the file that is being read. */
  reading: string | undefined;
  /** Why the last one was refused. */
  problem: string | undefined;
  clear(): void;
}

const PACKAGE = /\.brief$/i;
const PAGE = /\.(?:x?html?|md|markdown)$/i;
const PICTURE = /\.(?:png|jpe?g|gif|webp)$/i;

/** The pictures of one page, where the files are nothing but that. */
function picturesOf(files: readonly File[]): File[] | undefined {
  const pictures = files.filter(({ name }) => PICTURE.test(name));
  const isPage = files.length > 1 && pictures.length === files.length - 1 && files.some(({ name }) => PAGE.test(name));
  return isPage ? pictures : undefined;
}

/** Begins imports from wherever they come: chosen, dropped or pasted. */
export function useImport(): Importing {
  const bridge = useBridge();
  const { begin } = usePendingImport();
  const many = useManyImport();
  const { start: startMany } = many;
  const [reading, setReading] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [packageFile, setPackageFile] = useState<File>();
  const busy = useRef(false);
  const here = useRef(false);
  const job = useRef('');
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);

  const files = useCallback(
    async (all: readonly File[]) => {
      if (busy.current) return;
      const file = all.find(({ name }) => PAGE.test(name)) ?? all[0];
      if (!file) return setProblem(words.library.dropNothing);
      setProblem(undefined);
      const pictures = picturesOf(all);
      // Pictures among several articles belong to pages whose folders came along; alone they are nothing to read.
      const articles = all.filter(({ name }) => !PICTURE.test(name));
      if (all.length > 1 && !pictures) return startMany(articles.length > 0 ? articles : all);
      // Where the shell knows where it lies, it is looked at again there when somebody changes it.
      if (PACKAGE.test(file.name)) {
        if (!window[DESKTOP_API]?.handIn(file)) setPackageFile(file);
        return;
      }
      setReading(file.name);
      busy.current = true;
      // Somebody who has gone on to something else meanwhile stays there; the library tells of what waits.
      const show = (route: Route) => here.current && go(route);
      try {
        const { name, bytes } = await readFile(file);
        const beside = pictures && (await Promise.all(pictures.map(readFile)));
        job.current = crypto.randomUUID();
        begin(await bridge.call('import.preview', { name, bytes, job: job.current, ...(beside ? { beside } : {}) }));
        show({ screen: 'import' });
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
    html: (html) => void files([pageFile(html)]),
    stop: () => void bridge.call('import.stop', { job: job.current }).catch(() => undefined),
    many,
    packageFile,
    closePackage: () => setPackageFile(undefined),
    reading,
    problem,
    clear: () => setProblem(undefined),
  };
}
