import { useSyncExternalStore } from 'react';
import { type BriefId, briefIdSchema, type EntryId, entryIdSchema } from '../shared/model/ids.ts';

/** Which screen is shown. It stands in the address after the `#`, so that going back and reloading work. */
export type Route =
  /** With the focus in its search where somebody wants to open another brief. */
  | { screen: 'library'; searching?: true }
  | { screen: 'bin' }
  | { screen: 'import' }
  /** The library, about to join a brief by an invitation's link. */
  | { screen: 'join'; link: string }
  /** With an annotation or comment to open. */
  | { screen: 'brief'; brief: BriefId; entry?: EntryId };

/** Reads an address; what can't be read is the library. */
export function parseRoute(hash: string): Route {
  const [screen, id, thing] = hash.replace(/^#\/?/, '').split('/');
  if (screen === 'bin' || screen === 'import') return { screen };
  if (screen === 'join') {
    const link = decoded(id);
    if (link) return { screen, link };
  }
  if (screen === 'brief') {
    const brief = briefIdSchema.safeParse(id);
    const entry = entryIdSchema.safeParse(thing);
    if (brief.success) return { screen, brief: brief.data, ...(entry.success ? { entry: entry.data } : {}) };
  }
  return { screen: 'library', ...(screen === 'library' && id === 'search' ? { searching: true } : {}) };
}

function decoded(text = ''): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

/** The address of a screen. */
export function formatRoute(route: Route): string {
  if (route.screen === 'join') return `#/join/${encodeURIComponent(route.link)}`;
  if (route.screen === 'library') return route.searching ? '#/library/search' : '#/library';
  if (route.screen !== 'brief') return `#/${route.screen}`;
  return `#/brief/${route.brief}${route.entry ? `/${route.entry}` : ''}`;
}

/** Goes to a screen; with `replace` the present one can't be come back to. */
export function go(route: Route, how: 'push' | 'replace' = 'push'): void {
  const hash = formatRoute(route);
  if (how === 'replace') history.replaceState(null, '', hash);
  else if (location.hash !== hash) history.pushState(null, '', hash);
  // pushState tells nobody.
  dispatchEvent(new HashChangeEvent('hashchange'));
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  addEventListener('popstate', listener);
  return () => {
    removeEventListener('hashchange', listener);
    removeEventListener('popstate', listener);
  };
}

let last: { hash: string; route: Route } | undefined;

function current(): Route {
  if (last?.hash !== location.hash) last = { hash: location.hash, route: parseRoute(location.hash) };
  return last.route;
}

/** The screen that is shown now. */
export function useRoute(): Route {
  return useSyncExternalStore(subscribe, current);
}
