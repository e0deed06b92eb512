import { createContext, type ReactNode, useContext } from 'react';
import type { Person } from '../../shared/model/people.ts';

interface Me {
  person: Person;
  /** What shows the window. */
  shell: 'desktop' | 'browser';
  /** Takes over a profile that the services have changed. */
  changed(person: Person): void;
}

const MeContext = createContext<Me | null>(null);

/** Tells everything on the screen who works here. */
export function MeProvider({ children, ...me }: Me & { children: ReactNode }) {
  return <MeContext value={me}>{children}</MeContext>;
}

/** Who works here. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (!me) throw new Error('useMe is called before anybody has given a name.');
  return me;
}
