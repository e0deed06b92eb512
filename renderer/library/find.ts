import type { BriefSummary } from '../../shared/bridge.ts';
import { folded } from '../../shared/folding.ts';

/** A part of the library that the list shows. */
export type LibraryView =
  | { part: 'briefs' | 'archive' | 'bin' }
  /** A folder, with those within it. */
  | { part: 'folder'; folder: string }
  | { part: 'tag'; tag: string };

/** The orders in which the list can stand; the newest, largest or busiest first, titles by the alphabet. */
export const ORDERS = ['changed', 'added', 'title', 'open', 'size'] as const;

export type Order = (typeof ORDERS)[number];

/** The briefs of a part of the library, in an order; those in the bin stand by when they were put there. */
export function briefsOf(
  view: LibraryView,
  briefs: readonly BriefSummary[],
  order: Order = 'changed',
  compare: (a: string, b: string) => number = (a, b) => (a < b ? -1 : 1),
): BriefSummary[] {
  if (view.part === 'bin') {
    return briefs.filter(isBinned).sort((a, b) => (b.binnedAt ?? 0) - (a.binnedAt ?? 0));
  }
  const keys: Record<Order, (a: BriefSummary, b: BriefSummary) => number> = {
    changed: (a, b) => b.changedAt - a.changedAt,
    added: (a, b) => b.createdAt - a.createdAt,
    title: (a, b) => compare(a.title, b.title),
    open: (a, b) => b.open - a.open || b.changedAt - a.changedAt,
    size: (a, b) => b.bytes - a.bytes,
  };
  return briefs.filter((brief) => isIn(view, brief)).sort(keys[order]);
}

function isBinned({ binnedAt }: BriefSummary): boolean {
  return binnedAt !== undefined;
}

function isIn(view: LibraryView, brief: BriefSummary): boolean {
  if (isBinned(brief)) return view.part === 'bin';
  const isArchived = brief.archivedAt !== undefined;
  switch (view.part) {
    case 'bin':
      return false;
    case 'archive':
      return isArchived;
    case 'folder':
      return !isArchived && (brief.folder === view.folder || (brief.folder ?? '').startsWith(`${view.folder}/`));
    case 'tag':
      return !isArchived && brief.tags.includes(view.tag);
    case 'briefs':
      return !isArchived;
  }
}

/** A folder or a tag of the library, with how many briefs it holds. */
export interface Named {
  name: string;
  count: number;
}

/** The folders that briefs in use are in, those around them included, by the alphabet. */
export function foldersOf(briefs: readonly BriefSummary[]): Named[] {
  const names = new Set<string>();
  for (const { folder } of briefsOf({ part: 'briefs' }, briefs)) {
    const parts = folder?.split('/') ?? [];
    for (let depth = 1; depth <= parts.length; depth++) names.add(parts.slice(0, depth).join('/'));
  }
  return [...names].sort().map((name) => ({ name, count: briefsOf({ part: 'folder', folder: name }, briefs).length }));
}

/** The tags that briefs in use have, by the alphabet. */
export function tagsOf(briefs: readonly BriefSummary[]): Named[] {
  const counts = new Map<string, number>();
  for (const { tags } of briefsOf({ part: 'briefs' }, briefs)) {
    for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => ({ name, count })).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The briefs whose titles hold every word of a query, whatever its case and accents. */
export function findByTitle(briefs: readonly BriefSummary[], query: string): readonly BriefSummary[] {
  const wanted = folded(query).split(/\s+/u).filter(Boolean);
  if (wanted.length === 0) return briefs;
  return briefs.filter((brief) => {
    const title = folded(brief.title);
    return wanted.every((word) => title.includes(word));
  });
}
