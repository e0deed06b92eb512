import { describe, expect, it } from 'vitest';
import { formatLink, parseLink } from '../../../shared/links.ts';
import type { BriefId, EntryId, PersonId } from '../../../shared/model/ids.ts';

const brief = 'a'.repeat(64) as BriefId;
const entry = 'b'.repeat(64) as EntryId;
const person = 'c'.repeat(64) as PersonId;

describe('a link of Briefmark’s own', () => {
  it('is read as it was written', () => {
    for (const target of [
      { to: 'brief', brief } as const,
      { to: 'brief', brief, entry } as const,
      { to: 'person', person } as const,
    ]) {
      expect(parseLink(formatLink(target))).toEqual(target);
    }
    expect(parseLink(`  BRIEFMARK://Brief/${brief.toUpperCase()}/ `)).toEqual({ to: 'brief', brief });
  });

  it('is nothing else', () => {
    const others = [
      'briefmark://join/1#x',
      `briefmark://brief/${brief}/x`,
      'https://a.example',
      '',
      'briefmark://brief/12',
    ];
    expect(others.map(parseLink)).toEqual(others.map(() => undefined));
    expect(parseLink(`briefmark://person/${person}/${entry}`)).toBeUndefined();
  });
});
