import { describe, expect, it } from 'vitest';
import type { BriefId, EntryId } from '../../../../shared/model/ids.ts';
import { type InvitationLink, invitationLink, parseInvitationLink } from '../../../../shared/relay/invitation-link.ts';

const LINK: InvitationLink = {
  relay: 'https://relay.example.org:4455/team',
  brief: 'b'.repeat(64) as BriefId,
  invitation: 'e'.repeat(64) as EntryId,
  secret: 's'.repeat(43),
};
const PINNED = { ...LINK, fingerprint: 'f'.repeat(64) };

describe('an invitation’s link', () => {
  it.each([
    ['without a fingerprint', LINK],
    ['with one', PINNED],
  ])('%s is read as it was made', (_, link) => {
    expect(parseInvitationLink(invitationLink(link))).toEqual(link);
  });

  it('is read from what mail programs make of it', () => {
    expect(parseInvitationLink(`  <${invitationLink(LINK)}>\n`)).toEqual(LINK);
  });

  it('keeps its secret behind the #, where nothing sends it', () => {
    const [sent = '', secret] = invitationLink(LINK).split('#');
    expect(sent).not.toContain(LINK.secret);
    expect(secret).toBe(LINK.secret);
  });

  it.each([
    ['nothing', ''],
    ['another address', 'https://example.org/'],
    ['one that was cut', invitationLink(LINK).slice(0, -1)],
    ['one without its secret', invitationLink(LINK).split('#')[0] ?? ''],
    ['one with two', `${invitationLink(LINK)}#${LINK.secret}`],
    ['one that leads to a file', invitationLink({ ...LINK, relay: 'file:///etc/passwd' })],
    ['one that hides an address in another', invitationLink({ ...LINK, relay: 'https://a/?b' })],
    ['one with a part that we don’t know', invitationLink(LINK).replace('#', '&more=1#')],
    ['a broken escape', invitationLink(LINK).replace('https', '%E0%A4%A')],
    ['one that is far too long', invitationLink({ ...LINK, relay: `https://a/${'x'.repeat(3_000)}` })],
  ])('is not %s', (_, text) => {
    expect(parseInvitationLink(text)).toBeUndefined();
  });
});
