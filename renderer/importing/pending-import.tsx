import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import type { ImportPreview } from '../../shared/bridge.ts';
import type { ImportedArticle } from '../../shared/importing/imported.ts';
import { useBridge } from '../services.tsx';
import { type Choices, noChoices } from './choices.ts';

/** An import that was begun and neither accepted nor discarded. */
export interface PendingImport {
  /** The same while its file is read again. */
  id: string;
  preview: ImportPreview;
  choices: Choices;
}

interface Pending {
  pending: PendingImport | undefined;
  begin(preview: ImportPreview): void;
  /** The same import, read again: what was chosen for its blocks and said of its language stays. */
  renew(preview: ImportPreview): void;
  choose(choices: Choices): void;
  /** Says in which language it is, or which way it runs. */
  say(what: Partial<Pick<ImportedArticle, 'language' | 'direction'>>): void;
  /** Forgets it here, once it is accepted. */
  end(): void;
  /** Forgets it here and in the services. */
  discard(): void;
}

const PendingContext = createContext<Pending | null>(null);

/** Keeps an import that is being looked through, so that going to the library and back loses nothing. */
export function PendingImportProvider({ children }: { children: ReactNode }) {
  const bridge = useBridge();
  const [pending, setPending] = useState<PendingImport>();
  const value = useMemo<Pending>(() => {
    // A preview that the services no longer know is as good as dropped.
    const drop = (preview: string) => bridge.call('import.drop', { preview }).catch(() => undefined);
    return {
      pending,
      begin: (preview) => {
        if (pending) void drop(pending.preview.preview);
        setPending({ id: preview.preview, preview, choices: noChoices });
      },
      renew: (preview) =>
        setPending((now) => {
          if (!now) return now;
          const { language, direction } = now.preview.article;
          return { ...now, preview: { ...preview, article: { ...preview.article, language, direction } } };
        }),
      choose: (choices) => setPending((now) => now && { ...now, choices }),
      say: (what) =>
        setPending(
          (now) => now && { ...now, preview: { ...now.preview, article: { ...now.preview.article, ...what } } },
        ),
      end: () => setPending(undefined),
      discard: () => {
        if (pending) void drop(pending.preview.preview);
        setPending(undefined);
      },
    };
  }, [bridge, pending]);
  return <PendingContext value={value}>{children}</PendingContext>;
}

/** The import that is being looked through, if any. */
export function usePendingImport(): Pending {
  const pending = useContext(PendingContext);
  if (!pending) throw new Error('usePendingImport is called outside of <PendingImportProvider>.');
  return pending;
}
