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

/** The refusal where a relay shows a certificate that isn't trusted. */
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

/** Whether a connection failed because of the relay's certificate. */
export function isCertificateError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return CERTIFICATE_ERRORS.test(code) || error.message === 'The certificate is not the pinned one.';
}
