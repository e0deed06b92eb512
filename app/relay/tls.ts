import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { generate } from 'selfsigned';
import { Refusal } from '../../shared/refusal.ts';
import { makeFolder, replaceFile } from '../services/disk.ts';

/** A certificate with its key, as PEM. */
export interface Certificate {
  cert: string;
  key: string;
  /** The SHA-256 of the certificate, in lower-case hexadecimal. */
  fingerprint: string;
  /** Whether the relay made it itself: clients then have to know the fingerprint. */
  selfMade: boolean;
}

/** Clients know it by its fingerprint, so it should outlive the team's work with it. */
const YEARS = 20;

/**
 * Reads a certificate that somebody gave.
 *
 * @throws {Refusal} where it can't be read, is over, or the key is another's
 */
export async function givenCertificate(certFile: string, keyFile: string): Promise<Certificate> {
  const cert = await readPem(certFile);
  const key = await readPem(keyFile);
  const validTo = lastDayOf(cert, key);
  if (validTo === undefined) {
    throw new Refusal(
      'bad-certificate',
      `The certificate “${certFile}” can’t be used with the key “${keyFile}”: one of them is empty or damaged, or they don’t belong together. Give both as PEM files.`,
    );
  }
  if (Date.parse(validTo) < Date.now()) {
    throw new Refusal('bad-certificate', `The certificate “${certFile}” was valid until ${validTo}. Renew it first.`);
  }
  return { cert, key, fingerprint: fingerprintOf(cert), selfMade: false };
}

/** The certificate that the relay made itself: the one in its folder, or a new one that is then kept there. */
export async function ownCertificate(data: string, host: string): Promise<Certificate> {
  const folder = join(data, 'tls');
  const known = await readOwn(folder);
  if (known) return known;
  const name = isIP(host) ? 'briefmark-relay' : host;
  const altNames = isIP(host) ? [{ type: 7 as const, ip: host }] : [{ type: 2 as const, value: host }];
  const notAfterDate = new Date();
  notAfterDate.setFullYear(notAfterDate.getFullYear() + YEARS);
  const made = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate,
    extensions: [{ name: 'subjectAltName', altNames }],
  });
  await makeFolder(folder, `“${folder}”`);
  // The key first: a certificate without its key would be taken for the relay's.
  await replaceFile(join(folder, 'key.pem'), made.private, 'The relay’s key');
  await replaceFile(join(folder, 'cert.pem'), made.cert, 'The relay’s certificate');
  return { cert: made.cert, key: made.private, fingerprint: fingerprintOf(made.cert), selfMade: true };
}

async function readOwn(folder: string): Promise<Certificate | undefined> {
  try {
    const cert = await readFile(join(folder, 'cert.pem'), 'utf8');
    const key = await readFile(join(folder, 'key.pem'), 'utf8');
    createSecureContext({ cert, key });
    return { cert, key, fingerprint: fingerprintOf(cert), selfMade: true };
  } catch {
    return undefined;
  }
}

/**
 * Until when a certificate is valid. A TLS context takes it with a key of another kind too, and no handshake works then.
 *
 * @returns undefined where it isn't one, or the key isn't its own
 */
function lastDayOf(cert: string, key: string): string | undefined {
  try {
    createSecureContext({ cert, key });
    const certificate = new X509Certificate(cert);
    return certificate.checkPrivateKey(createPrivateKey(key)) ? certificate.validTo : undefined;
  } catch {
    return undefined;
  }
}

async function readPem(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw new Refusal('bad-certificate', `“${path}” can’t be read. Give the certificate and its key as PEM files.`, {
      cause: error,
    });
  });
}

/** The SHA-256 of a certificate, in lower-case hexadecimal. */
function fingerprintOf(cert: string): string {
  return new X509Certificate(cert).fingerprint256.replaceAll(':', '').toLowerCase();
}

/** Whether a host can only be reached from this computer. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
