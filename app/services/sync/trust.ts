import { X509Certificate } from 'node:crypto';
import { connect, type PeerCertificate, type SecureContextOptions } from 'node:tls';
import { Refusal } from '../../../shared/refusal.ts';
import { sha256Bytes } from '../crypto.ts';

/** By what a relay is recognised. Without either: by what the system trusts. */
export interface Trust {
  /** A certificate that the relay made itself, in PEM; no other is believed. */
  pinned?: string;
  /** The certificates of a house's own authority, in PEM. */
  ca?: string;
}

/** How TLS is to be spoken with a relay. */
export type TlsOptions = SecureContextOptions & {
  checkServerIdentity?: (host: string, certificate: PeerCertificate) => Error | undefined;
};

/** Longer than a handshake takes over the worst of lines. */
const HANDSHAKE_MS = 20_000;

/** What Node's TLS has to be told, so that it trusts the pinned certificate alone, or those of a house besides. */
export function tlsOptions({ pinned, ca }: Trust): TlsOptions {
  if (pinned !== undefined) {
    const wanted = sha256Bytes(certificateBytes(pinned));
    return {
      ca: [pinned],
      // A certificate that is pinned needn't name the host: addresses change, the key doesn't.
      checkServerIdentity: (_host, { raw }) =>
        sha256Bytes(raw) === wanted ? undefined : new Error('The certificate is not the pinned one.'),
    };
  }
  return ca === undefined ? {} : { ca: [ca] };
}

/**
 * Gets the certificate that a relay made itself, if it is the one that a fingerprint names. Nothing is sent in this
 * handshake but the handshake, so that no token leaves before.
 *
 * @throws {Refusal} where it shows another certificate, or doesn't answer
 */
export function pinnedCertificate(relay: URL, fingerprint: string): Promise<string> {
  const host = relay.hostname.replace(/^\[(.*)\]$/, '$1');
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port: Number(relay.port || 443),
      rejectUnauthorized: false,
      ...(/^[\d.]+$|:/.test(host) ? {} : { servername: host }),
    });
    const fail = (refusal: Refusal) => {
      socket.destroy();
      reject(refusal);
    };
    socket.setTimeout(HANDSHAKE_MS, () => fail(notReached(relay)));
    socket.once('error', (error) => fail(notReached(relay, error)));
    socket.once('secureConnect', () => {
      const { raw } = socket.getPeerCertificate();
      if (!raw || sha256Bytes(raw) !== fingerprint) return fail(otherCertificate(relay));
      socket.destroy();
      resolve(pemOf(raw));
    });
  });
}

function pemOf(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** Whether a text holds certificates in PEM, and none that is damaged. */
export function areCertificates(pem: string): boolean {
  const blocks = pem.match(CERTIFICATE) ?? [];
  try {
    for (const block of blocks) new X509Certificate(block);
    return blocks.length > 0;
  } catch {
    return false;
  }
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** The bytes of a certificate in PEM. */
export function certificateBytes(pem: string): Uint8Array {
  return Buffer.from(pem.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64');
}

/** The refusal where a relay can't be reached. */
export function notReached(relay: URL, cause?: unknown): Refusal {
  return new Refusal(
    'relay-not-reached',
    `The relay ${relay.host} can’t be reached. Check the network and the address; nothing was changed.`,
    { cause },
  );
}

/** The refusal where a relay that nothing is known of yet shows a certificate that the system doesn't trust. */
export function unknownCertificate(relay: URL, cause?: unknown): Refusal {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return new Refusal(
    'relay-certificate',
    `The relay ${relay.host} shows a certificate that ${WHY_NOT[code] ?? 'this computer does not trust'}, so nothing was sent. If the relay made the certificate itself, put # and the fingerprint that it logs when it starts behind its address. Else ask its operator.`,
    { cause },
  );
}

const WHY_NOT: Record<string, string> = {
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'was made for another name',
};

/** The refusal where what answers at an address speaks no TLS. */
export function notEncrypted(relay: URL, cause?: unknown): Refusal {
  return new Refusal(
    'relay-not-encrypted',
    `What answers at ${relay.host} does not speak TLS, so nothing was sent. Check the address: a relay that listens to its own computer alone has one with http:// there.`,
    { cause },
  );
}

/** The refusal where a relay shows another certificate than the one that is trusted. */
export function otherCertificate(relay: URL, cause?: unknown): Refusal {
  return new Refusal(
    'relay-certificate',
    `The relay ${relay.host} shows a certificate that is not the one you trust: it was renewed, or somebody stands between. Nothing was sent. In a hotel or on a train, log in to the network first, then try again; else ask the relay’s operator, and join again with a new link.`,
    { cause },
  );
}

/** What Node says where a certificate can't be trusted, whatever the reason. */
const CERTIFICATE_ERRORS =
  /^(?:CERT_|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_|ERR_TLS_CERT_|HOSTNAME_MISMATCH)/;

/** Whether what answered an attempt at TLS was something else. */
export function isNoTls(error: unknown): boolean {
  return error instanceof Error && /wrong version number|packet length too long/i.test(error.message);
}

/** Whether a connection failed because of the relay's certificate. */
export function isCertificateError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return CERTIFICATE_ERRORS.test(code) || error.message === 'The certificate is not the pinned one.';
}
