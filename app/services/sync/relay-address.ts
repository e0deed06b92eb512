import { isIP } from 'node:net';
import { Refusal } from '../../../shared/refusal.ts';

/** A certificate's SHA-256 as relays and browsers show it. */
const FINGERPRINT = /^[0-9a-f]{64}$/;

/**
 * Reads the address of a relay as somebody typed it, behind a `#` perhaps with its certificate's fingerprint.
 *
 * @returns the address without a slash at its end
 * @throws {Refusal} where it is none, or would send words and credentials over a network in the clear
 */
export function relayAddress(typed: string): { relay: string; fingerprint?: string } {
  const text = typed.trim();
  const address = parsed(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
  const fingerprint = address?.hash.slice(1).replaceAll(':', '').toLowerCase() ?? '';
  const isRight = fingerprint === '' || (FINGERPRINT.test(fingerprint) && address?.protocol === 'https:');
  if (!address || !['http:', 'https:'].includes(address.protocol) || address.username || address.search || !isRight)
    throw new Refusal(
      'bad-relay',
      `“${text.slice(0, 100)}” is not the address of a relay. It looks like https://relay.example.org:4455.`,
    );
  if (address.protocol === 'http:' && !isLoopback(address.hostname))
    throw new Refusal(
      'relay-not-encrypted',
      `The relay ${address.host} would be spoken to without encryption, so that everybody on the way could read along. Use its https:// address.`,
    );
  address.hash = '';
  const relay = address.href.replace(/\/+$/, '');
  return fingerprint === '' ? { relay } : { relay, fingerprint };
}

// URL.parse came after Node 20.18.
function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** Whether a host is this computer itself. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

/** The address of something of one brief's on its relay. */
function onRelay(relay: string, brief: string, path: string): URL {
  return new URL(`${relay}/v1/${brief}/${path}`.replace(/\/$/, ''));
}

/** The same for a WebSocket. */
export function roomAddress(relay: string, brief: string, room: string): URL {
  const address = onRelay(relay, brief, room);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return address;
}
