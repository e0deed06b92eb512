import type { SyncState } from '../../../shared/bridge/sharing.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { formatDeviceCode, parseDeviceCode } from '../../../shared/relay/device-code.ts';
import { sha256Bytes } from '../crypto.ts';
import type { ServiceContext } from '../handlers/context.ts';
import type { Identity } from '../identity/profile.ts';
import { type DeviceParcel, leaveParcel, makeCodeSecret, takeParcel, takeParcelBack } from './device-parcel.ts';
import type { Hosting } from './hosting.ts';
import { fetchBrief, placeAt } from './joining.ts';
import { enterAgain, type RelayPlace } from './membership.ts';
import type { RelayLink } from './relay-link.ts';
import type { Syncing } from './syncing.ts';
import { certificateBytes } from './trust.ts';

/** As many briefs as a parcel has room for; any other one is joined by a link, as by everybody else. */
const MOST_BRIEFS = 150;

/** How a brief stands to a relay that is asked last. */
const AWAY: ReadonlySet<SyncState['state']> = new Set(['offline', 'stopped']);

/** Lets another device of one's own in, by a code from this one. */
export class Devices {
  /** The code that is shown, as long as nobody took what it leads to. */
  private offered: { link: RelayLink; secret: string } | undefined;

  constructor(
    private readonly context: ServiceContext,
    private readonly syncing: Syncing,
    private readonly hosting: Hosting,
  ) {}

  /**
   * Makes a code for another device. It works once, for ten minutes; the one before it works no more.
   *
   * @throws {Refusal} where this person has shared and joined nothing: there is no relay over which it could go
   */
  async offer(): Promise<{ code: string; expires: number }> {
    const me = await this.context.me();
    const links = this.syncing.linksOf(me.person.id);
    if (links.length === 0)
      throw new Refusal(
        'no-relay-for-code',
        'A code goes by a relay, and you have shared or joined no brief yet. Save your identity as a file instead.',
      );
    await this.withdraw();
    const secret = makeCodeSecret();
    const briefs = await Promise.all(
      links.slice(0, MOST_BRIEFS).map(async (link) => ({ brief: link.brief, relay: await this.addressFor(link) })),
    );
    const { link, expires } = await this.leave(links, secret, { identity: me, briefs });
    this.offered = { link, secret };
    const [relay = '', fingerprint] = (await this.addressFor(link)).split('#');
    return {
      code: formatDeviceCode({ relay, brief: link.brief, ...(fingerprint ? { fingerprint } : {}), secret }),
      expires,
    };
  }

  /** Leaves a parcel on the first relay that takes it: one may be away, or have ended this person's part. */
  private async leave(links: readonly RelayLink[], secret: string, parcel: DeviceParcel) {
    const states = new Map((await this.syncing.states()).map(({ brief, state }) => [brief, state]));
    const isAway = ({ brief }: RelayLink) => AWAY.has(states.get(brief) ?? 'checking');
    const refused = new Map<string, Refusal>();
    for (const link of [...links].sort((a, b) => Number(isAway(a)) - Number(isAway(b)))) {
      if (refused.has(link.relay)) continue;
      try {
        return { link, expires: await leaveParcel(link, secret, parcel) };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        refused.set(link.relay, error);
      }
    }
    throw [...refused.values()][0];
  }

  /** Ends the code that was made last. */
  async withdraw(): Promise<void> {
    const { offered } = this;
    this.offered = undefined;
    if (offered) await takeParcelBack(offered.link, offered.secret);
  }

  /**
   * Makes this device another one of the person whose code it is, with all of their shared briefs.
   *
   * @param ca certificates of a house's own authority, in PEM
   * @returns who that is, how many briefs came, and a sentence for each that didn't
   * @throws {Refusal} where the code is none, was used, or is too old
   */
  async join(text: string, ca?: string): Promise<{ identity: Identity; joined: number; missing: string[] }> {
    const code = parseDeviceCode(text);
    if (!code)
      throw new Refusal(
        'bad-code',
        'This is no code for another computer, or a part of it is missing. Copy all of it, from “briefmark://device” to its last letter.',
      );
    const there = await placeAt(addressOf(code.relay, code.fingerprint), ca);
    const { identity, briefs } = await takeParcel(code, there);
    await this.context.profile.adopt(identity);
    const missing: string[] = [];
    let joined = 0;
    for (const { brief, relay } of briefs) {
      try {
        await this.enter(brief, await placeAt(relay, ca), identity).catch(async (error: unknown) => {
          // The house's stand in for what the system trusts, by which another relay may be known.
          if (ca === undefined || !(error instanceof Refusal) || error.code !== 'relay-certificate') throw error;
          await this.enter(brief, await placeAt(relay), identity);
        });
        joined++;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        missing.push(error.message);
      }
    }
    return { identity, joined, missing };
  }

  private async enter(brief: BriefId, place: RelayPlace, me: Identity): Promise<void> {
    const folder = this.syncing.folders.of(brief);
    const { link } = await enterAgain(brief, me, place);
    await folder.keep(link);
    const isHere = (await this.context.library.ids()).includes(brief);
    if (!isHere) await this.context.library.add(await fetchBrief(link, folder), this.context.now());
    await this.syncing.add(link);
    this.context.added(brief);
  }

  /** How another device reaches a brief's relay, with the fingerprint of a certificate that the relay made itself. */
  private async addressFor(link: RelayLink): Promise<string> {
    const [address = link.relay] = await this.hosting.addressesOf(link.relay);
    return addressOf(address, link.pinned && sha256Bytes(certificateBytes(link.pinned)));
  }
}

function addressOf(relay: string, fingerprint: string | undefined): string {
  return fingerprint ? `${relay}#${fingerprint}` : relay;
}
