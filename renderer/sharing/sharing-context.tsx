import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { Present, SyncState } from '../../shared/bridge.ts';
import type { PersonId } from '../../shared/model/ids.ts';
import type { BriefStore } from '../brief/brief-store.ts';
import { type Teller, useHere, useTeller } from './use-presence.ts';
import { useSeen } from './use-seen.ts';
import { useSync } from './use-sync.ts';

/** How an open brief stands to the others. */
export interface Sharing {
  /** Null where it isn't shared, undefined until that is known. */
  sync: SyncState | null | undefined;
  /** Who else is here, a line for each of their windows. */
  here: readonly Present[];
  /** Tells the others what this window shows. */
  teller: Teller;
  /** Whom this window scrolls with. */
  following: PersonId | undefined;
  follow(person: PersonId | undefined): void;
}

const SharingContext = createContext<Sharing | null>(null);

/** Knows how the brief that is open stands to its relay, and who else is there. */
export function SharingProvider({ store, children }: { store: BriefStore; children: ReactNode }) {
  const { id } = store.opened;
  const sync = useSync(id);
  const here = useHere(id);
  const teller = useTeller(id, Boolean(sync));
  useSeen(store);
  const [following, follow] = useState<PersonId>();
  const heldBack = sync?.heldBack;
  useEffect(() => {
    if (heldBack) store.holdBack(heldBack);
  }, [store, heldBack]);
  const ended = sync?.role === 'removed';
  useEffect(() => store.setEnded(ended), [store, ended]);
  const me = store.me.id;
  const others = useMemo(() => here.filter(({ person }) => person !== me), [here, me]);
  const value = useMemo(() => ({ sync, here: others, teller, following, follow }), [sync, others, teller, following]);
  return <SharingContext value={value}>{children}</SharingContext>;
}

/** How the open brief stands to the others. */
export function useSharing(): Sharing {
  const sharing = useContext(SharingContext);
  if (!sharing) throw new Error('useSharing is called outside of an open brief.');
  return sharing;
}

/** Each person of some windows once, those who were here first first. */
export function personsOf(here: readonly Present[]): PersonId[] {
  return [...new Set(here.map(({ person }) => person))];
}
