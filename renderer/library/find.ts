import type { BriefSummary } from '../../shared/bridge.ts';

/** The briefs of a view, newest first: those that are in use, or those in the bin. */
export function briefsOf(view: 'library' | 'bin', briefs: readonly BriefSummary[]): BriefSummary[] {
  return view === 'bin'
    ? briefs.filter((brief) => brief.binnedAt !== undefined).sort((a, b) => (b.binnedAt ?? 0) - (a.binnedAt ?? 0))
    : briefs.filter((brief) => brief.binnedAt === undefined).sort((a, b) => b.changedAt - a.changedAt);
}

/** The briefs whose titles hold every word of a query, whatever its case and accents. */
export function findByTitle(briefs: readonly BriefSummary[], query: string): readonly BriefSummary[] {
  const wanted = plain(query).split(/\s+/u).filter(Boolean);
  if (wanted.length === 0) return briefs;
  return briefs.filter((brief) => {
    const title = plain(brief.title);
    return wanted.every((word) => title.includes(word));
  });
}

function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
