import { z } from 'zod';

/** Longer than any link of ours; what is longer was something else on the clipboard. */
const MAX_LINK_LENGTH = 2_000;

/** A relay's address, `https://…`, or `http://…` on this computer. */
export const relayAddressSchema = z.string().regex(/^https?:\/\/[^\s/?#]+(?:\/[^\s?#]*)?$/);
/** The SHA-256 of a certificate in hexadecimal. */
export const fingerprintSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** A link that carries a secret behind its `#`, which no server is sent. Fields that are undefined are left out. */
export function secretLink(
  beginning: string,
  fields: Readonly<Record<string, string | undefined>>,
  secret: string,
): string {
  const pairs = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : `${name}=${encodeURIComponent(value)}`,
  );
  return `${beginning}${pairs.join('&')}#${secret}`;
}

/** Reads such a link; undefined where it is another one, or was cut on its way. */
export function parseSecretLink<S extends z.ZodType>(
  beginning: string,
  text: string,
  schema: S,
): z.output<S> | undefined {
  const link = text.trim().replace(/^<(.*)>$/, '$1');
  if (!link.startsWith(beginning) || link.length > MAX_LINK_LENGTH) return undefined;
  const [query = '', secret = '', ...more] = link.slice(beginning.length).split('#');
  if (more.length > 0) return undefined;
  const pairs = query.split('&').map((pair) => pair.split('=') as [string, string | undefined]);
  const values = Object.fromEntries(pairs.map(([name, value = '']) => [name, decoded(value)]));
  const parsed = schema.safeParse({ ...values, secret });
  return parsed.success ? parsed.data : undefined;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return '';
  }
}
