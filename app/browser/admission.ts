import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a one-time key was worth. */
export type Redeemed = { token: string } | { refused: 'used' | 'unknown' };

/** More than anybody opens; the oldest then stops to count. */
const MOST_KEYS = 32;
const MOST_SESSIONS = 64;

/**
 * Who may use the services over the browser shell: whoever shows a one-time key gets a session's token for it.
 *
 * The key stands in an address, and addresses are seen: in the terminal, in lists of processes, in a browser's history.
 * So it lets one browser in, once. The token is kept by the page, in the storage of its origin: not in a cookie, since
 * a browser sends cookies to every port of 127.0.0.1, on any of which another user of the machine may listen.
 *
 * Only hashes are kept, so that comparing them takes the same time whatever was guessed.
 */
export class Admission {
  private readonly keys: { hash: Buffer; used: boolean }[] = [];
  private readonly sessions: Buffer[] = [];

  /** A new key. */
  issueKey(): string {
    const key = secret();
    this.keys.push({ hash: digest(key), used: false });
    if (this.keys.length > MOST_KEYS) this.keys.shift();
    return key;
  }

  /** Takes a key in exchange for a session's token. */
  redeem(key: string): Redeemed {
    const hash = digest(key);
    const known = this.keys.filter((one) => timingSafeEqual(one.hash, hash))[0];
    if (!known) return { refused: 'unknown' };
    if (known.used) return { refused: 'used' };
    known.used = true;
    const token = secret();
    this.sessions.push(digest(token));
    if (this.sessions.length > MOST_SESSIONS) this.sessions.shift();
    return { token };
  }

  /** Whether a token is one that was given for a key. */
  admits(token: string): boolean {
    const hash = digest(token);
    return this.sessions.filter((one) => timingSafeEqual(one, hash)).length > 0;
  }
}

/** 256 bits: guessing is hopeless, so guesses needn't be counted. */
function secret(): string {
  return randomBytes(32).toString('base64url');
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
