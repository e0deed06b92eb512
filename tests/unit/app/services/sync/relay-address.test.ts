import { describe, expect, it } from 'vitest';
import { isLoopback, relayAddress, roomAddress } from '../../../../../app/services/sync/relay-address.ts';

const FINGERPRINT = 'ab'.repeat(32);

describe('the address of a relay', () => {
  it.each([
    ['relay.example.org', { relay: 'https://relay.example.org' }],
    ['https://relay.example.org:4455/', { relay: 'https://relay.example.org:4455' }],
    ['https://example.org/relay/', { relay: 'https://example.org/relay' }],
    [' http://127.0.0.1:4455 ', { relay: 'http://127.0.0.1:4455' }],
    ['http://[::1]:4455', { relay: 'http://[::1]:4455' }],
    [`https://a:1#${FINGERPRINT}`, { relay: 'https://a:1', fingerprint: FINGERPRINT }],
    [`https://a:1#${'AB:'.repeat(31)}AB`, { relay: 'https://a:1', fingerprint: FINGERPRINT }],
  ])('%s', (typed, read) => {
    expect(relayAddress(typed)).toEqual(read);
  });

  it.each(['', 'ftp://a', 'https://user:secret@a', 'https://a/?b=c', 'https://a#b', `http://127.0.0.1#${FINGERPRINT}`])(
    '“%s” is none',
    (typed) => {
      expect(() => relayAddress(typed)).toThrow(expect.objectContaining({ code: 'bad-relay' }));
    },
  );

  it('is encrypted, except on this computer', () => {
    expect(() => relayAddress('http://relay.example.org')).toThrow(
      expect.objectContaining({ code: 'relay-not-encrypted' }),
    );
    expect(['localhost', '127.8.8.8', '[::1]'].every(isLoopback)).toBe(true);
    expect(['127.example.org', '10.0.0.1', 'localhost.example.org'].some(isLoopback)).toBe(false);
  });

  it('leads to a room by a WebSocket that is encrypted just as well', () => {
    expect(roomAddress('https://a/team', 'b1', 'notes').href).toBe('wss://a/team/v1/b1/notes');
    expect(roomAddress('http://127.0.0.1:1', 'b1', 'text').href).toBe('ws://127.0.0.1:1/v1/b1/text');
  });
});
