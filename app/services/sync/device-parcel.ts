import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { briefIdSchema } from '../../../shared/model/ids.ts';
import { Refusal } from '../../../shared/refusal.ts';
import type { DeviceCode } from '../../../shared/relay/device-code.ts';
import { parcelLeftSchema, parcelSchema, relayPaths, type takeParcelSchema } from '../../../shared/relay/requests.ts';
import { type Identity, parseIdentity } from '../identity/profile.ts';
import { askedAt, askedBy, type RelayPlace } from './membership.ts';
import type { RelayLink } from './relay-link.ts';
import { askRelay } from './relay-request.ts';

/*
 * An identity on its way to another device of the same person: locked by a key that follows from the code's secret
 * (HKDF, RFC 5869), and left on a relay under a name that follows from it too. Who has the code can take it, once.
 */
const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

const contentSchema = z.strictObject({
  format: z.literal(1),
  identity: z.unknown(),
  /** The shared briefs, each with the address by which others join it. */
  briefs: z.array(z.strictObject({ brief: briefIdSchema, relay: z.string().max(500) })).max(1_000),
});

/** What another device gets. */
export interface DeviceParcel {
  identity: Identity;
  briefs: z.infer<typeof contentSchema>['briefs'];
}

/** A secret for a code: 32 random bytes in base64url. */
export function makeCodeSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Leaves a parcel on a relay, in the place of the one before it.
 *
 * @returns when it goes, in milliseconds since 1970
 */
export async function leaveParcel(link: RelayLink, secret: string, parcel: DeviceParcel): Promise<number> {
  const content = JSON.stringify({ format: 1, ...parcel } satisfies z.input<typeof contentSchema>);
  const body = { parcel: lock(secret, content) };
  const asked = { method: 'PUT', ...askedBy(link, relayPaths.parcel(link.brief, nameOf(secret))), body } as const;
  return (await askRelay(asked, parcelLeftSchema).catch(isOlder)).expires;
}

/** Takes the parcel away that was left with a secret: it is of no use to anybody then. */
export async function takeParcelBack(link: RelayLink, secret: string): Promise<void> {
  await take(askedBy(link, relayPaths.parcel(link.brief, nameOf(secret)))).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
  });
}

/**
 * Takes the parcel that a code leads to.
 *
 * @throws {Refusal} where it was taken already, is too old, or isn't what the code's secret opens
 */
export async function takeParcel({ brief, secret }: DeviceCode, place: RelayPlace): Promise<DeviceParcel> {
  const { parcel } = await take(askedAt(place, relayPaths.parcel(brief, nameOf(secret)))).catch((error: unknown) => {
    if (!(error instanceof Refusal) || error.code !== 'relay-not-found') throw error;
    throw new Refusal(
      'code-used',
      'This code was used already, or is older than ten minutes. Make a new one on your other computer.',
    );
  });
  const parsed = contentSchema.safeParse(unlocked(secret, parcel));
  const identity = parsed.success ? parseIdentity(parsed.data.identity) : undefined;
  if (!parsed.success || !identity)
    throw new Refusal(
      'wrong-code',
      'What this code leads to can’t be opened by it. Make a new one on your other computer.',
    );
  return { identity, briefs: parsed.data.briefs };
}

function take(asked: Omit<Parameters<typeof askRelay>[0], 'method' | 'body'>) {
  const body: z.input<typeof takeParcelSchema> = {};
  return askRelay({ method: 'POST', ...asked, body }, parcelSchema);
}

/** A relay that knows no parcels says that there is nothing at their place. */
function isOlder(error: unknown): never {
  if (error instanceof Refusal && (error.code === 'relay-not-found' || error.code === 'relay-method-not-allowed'))
    throw new Refusal(
      'relay-too-old',
      'This relay is older than codes for other computers. Ask its operator to update it, or save your identity as a file.',
    );
  throw error;
}

function nameOf(secret: string): string {
  return derived(secret, 'name').toString('hex');
}

function derived(secret: string, what: 'key' | 'name'): Buffer {
  const info = `briefmark device ${what}`;
  return Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64url'), Buffer.alloc(0), info, 32));
}

function lock(secret: string, content: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, derived(secret, 'key'), iv);
  const data = Buffer.concat([cipher.update(content, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), data]).toString('base64url');
}

function unlocked(secret: string, parcel: string): unknown {
  const bytes = Buffer.from(parcel, 'base64url');
  try {
    const decipher = createDecipheriv(CIPHER, derived(secret, 'key'), bytes.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    const data = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    return JSON.parse(data.toString('utf8'));
  } catch {
    return undefined;
  }
}
