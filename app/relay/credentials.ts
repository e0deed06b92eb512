import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { type PersonId, personIdSchema, publicKeySchema } from '../../shared/model/ids.ts';
import { PROOF_WINDOW_MS } from '../../shared/relay/requests.ts';
import { readJson, replaceFile } from '../services/disk.ts';
import { MAX_DEVICES_A_PERSON } from './limits.ts';

const ID_BYTES = 9;
const SECRET_BYTES = 32;

const deviceSchema = z.object({
  /** The first bytes of the token, by which it is found. */
  id: z.string(),
  /** The SHA-256 of the token's other bytes; it is random, so no slower hash is needed. */
  hash: z.string(),
  person: personIdSchema,
  /** Whose signature it was given for: it ends with that key. Those that were given by older relays have none. */
  key: publicKeySchema.optional(),
  name: z.string(),
  createdAt: z.number(),
  lastSeen: z.number(),
});

const fileSchema = z.object({
  format: z.literal(1),
  devices: z.array(deviceSchema),
  /** Hashes of proofs that were used, with the time until which they would hold. */
  proofs: z.array(z.tuple([z.string(), z.number()])),
});

/** A device of a person's, as the relay knows it. */
export type Device = z.infer<typeof deviceSchema>;

/** For whom a credential is made. */
export type Holder = Pick<Device, 'person' | 'name'> & Required<Pick<Device, 'key'>>;

/** Who may connect to a brief: its device credentials, of which only hashes are kept, and the proofs that were used. */
export class Credentials {
  private saving: Promise<void> = Promise.resolve();

  private constructor(
    private readonly path: string,
    private readonly devices: Map<string, Device>,
    private proofs: Map<string, number>,
  ) {}

  /** Reads a brief's credentials; where the file is missing or damaged, everybody has to prove who they are anew. */
  static async open(folder: string): Promise<Credentials> {
    const path = join(folder, 'credentials.json');
    const { data } = fileSchema.safeParse(await readJson(path));
    const devices = new Map(data?.devices.map((device) => [device.id, device]));
    return new Credentials(path, devices, new Map(data?.proofs));
  }

  /** Whether a proof was used before. */
  wasUsed(proof: string): boolean {
    return this.proofs.has(hashOf(proof));
  }

  /**
   * Makes a credential for a device, on the ground of a proof that can't be used again.
   *
   * @returns the token, which is kept nowhere
   * @throws {Refusal} where the disk is full or may not be written
   */
  async issue({ person, key, name }: Holder, proof: string, now: number): Promise<string> {
    const bytes = randomBytes(ID_BYTES + SECRET_BYTES);
    const id = idOf(bytes);
    const hash = secretHash(bytes).toString('hex');
    const device = { id, hash, person, key, name, createdAt: now, lastSeen: now };
    const theirs = this.of(person).sort((a, b) => a.lastSeen - b.lastSeen);
    const forgotten = theirs.slice(0, Math.max(0, theirs.length + 1 - MAX_DEVICES_A_PERSON));
    for (const old of forgotten) this.devices.delete(old.id);
    this.devices.set(id, device);
    this.proofs = new Map([...this.proofs].filter(([, until]) => until > now));
    this.proofs.set(hashOf(proof), now + 2 * PROOF_WINDOW_MS);
    try {
      await this.save();
    } catch (error) {
      this.devices.delete(id);
      this.proofs.delete(hashOf(proof));
      throw error;
    }
    return bytes.toString('base64url');
  }

  /** The device that a token belongs to. How long it takes tells nothing of the secret. */
  find(token: string): Device | undefined {
    const bytes = Buffer.from(token, 'base64url');
    const device = bytes.length === ID_BYTES + SECRET_BYTES ? this.devices.get(idOf(bytes)) : undefined;
    const kept = device ? Buffer.from(device.hash, 'hex') : Buffer.alloc(32);
    return timingSafeEqual(secretHash(bytes), kept) ? device : undefined;
  }

  /** Everybody's devices. */
  all(): Device[] {
    return [...this.devices.values()];
  }

  /** Remembers that a device was here; written with the next change, or at closing. */
  seen(device: Device, now: number): void {
    device.lastSeen = now;
  }

  /** Ends the credentials of which something is so. @returns how many there were */
  async end(isOver: (device: Device) => boolean): Promise<number> {
    const over = this.all().filter(isOver);
    for (const { id } of over) this.devices.delete(id);
    if (over.length > 0) await this.save();
    return over.length;
  }

  /** Writes them; one writing after another. */
  save(): Promise<void> {
    this.saving = this.saving
      .catch(() => {})
      .then(() => {
        const file: z.infer<typeof fileSchema> = { format: 1, devices: this.all(), proofs: [...this.proofs] };
        return replaceFile(this.path, JSON.stringify(file), 'The brief’s list of devices');
      });
    return this.saving;
  }

  private of(person: PersonId): Device[] {
    return this.all().filter((device) => device.person === person);
  }
}

function idOf(token: Buffer): string {
  return token.subarray(0, ID_BYTES).toString('base64url');
}

function secretHash(token: Buffer): Buffer {
  return createHash('sha256').update(token.subarray(ID_BYTES)).digest();
}

/** Of the signature itself: its last character can be written in several ways. */
function hashOf(proof: string): string {
  return createHash('sha256').update(Buffer.from(proof, 'base64url')).digest('base64url');
}
