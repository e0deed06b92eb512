import { ROLES } from '../../shared/roles.ts';
import { showToast } from '../controls/toast.tsx';
import { sentenceOf } from '../services.tsx';
import type { BriefStore } from './brief-store.ts';

/**
 * Says what went wrong in a brief. What was said of the person's role goes when an owner gives them a higher one: it
 * isn't true any more.
 */
export function showTrouble(store: BriefStore, error: unknown): void {
  const putAway = showToast({ text: sentenceOf(error), look: 'trouble' });
  if (!isAboutRole(error)) return;
  let { role } = store;
  const end = store.subscribe(() => {
    const rises = ROLES.indexOf(store.role) > ROLES.indexOf(role);
    ({ role } = store);
    if (!rises) return;
    end();
    putAway();
  });
}

function isAboutRole(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'not-allowed';
}
