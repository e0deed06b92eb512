import { describe, expect, it } from 'vitest';
import type { EntryType } from '../../../shared/model/entry.ts';
import { mayAppend, mayEditArticle, ROLES, type Role } from '../../../shared/roles.ts';

/** Written from the table of docs/relay.md, apart from the code: `o` own only, `s` own or assigned, `a` any, blank none. */
const TABLE: Record<EntryType, string> = {
  //            removed, viewer, commenter, editor, owner
  person: 'ooooo',
  annotated: '  aaa',
  commented: '  aaa',
  reacted: '  aaa',
  edited: '  ooo',
  withdrawn: '  ooa',
  restored: '  ooa',
  tagged: '  oaa',
  kinded: '  oaa',
  placed: '  oaa',
  erased: '  ooa',
  status: '  saa',
  assigned: '   aa',
  version: '   aa',
  role: '    a',
  invited: '    a',
  uninvited: '    a',
  joined: 'ooooo',
  left: ' oooo',
  vocabulary: '    a',
};

const OWN = { own: true, assigned: false };
const ASSIGNED = { own: false, assigned: true };
const NEITHER = { own: false, assigned: false };

describe('the table of roles', () => {
  for (const [type, reaches] of Object.entries(TABLE) as [EntryType, string][]) {
    it(`says who may append “${type}”`, () => {
      ROLES.forEach((role: Role, i) => {
        const reach = reaches[i] as string;
        expect(mayAppend(role, type, OWN), `${role}, own`).toBe('osa'.includes(reach));
        expect(mayAppend(role, type, ASSIGNED), `${role}, assigned`).toBe('sa'.includes(reach));
        expect(mayAppend(role, type, NEITHER), `${role}, another's`).toBe(reach === 'a');
      });
    });
  }

  it('lets editors and owners change the article', () => {
    expect(ROLES.filter(mayEditArticle)).toEqual(['editor', 'owner']);
  });
});
