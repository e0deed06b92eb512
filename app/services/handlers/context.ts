import type { CallName, EventName, Events, ParsedParams, Results } from '../../../shared/bridge.ts';
import type { BriefId, PersonId } from '../../../shared/model/ids.ts';
import type { Identity, Profile } from '../identity/profile.ts';
import type { Change } from '../library/change.ts';
import type { Library } from '../library/library.ts';
import type { StoredBrief } from '../library/stored-brief.ts';

/** What the handlers of every area work with. */
export interface ServiceContext {
  readonly library: Library;
  readonly profile: Profile;
  /** The folder of all state. */
  readonly home: string;
  /** In milliseconds since 1970. */
  now(): number;
  emit<N extends EventName>(name: N, event: Events[N]): void;
  /** @throws {Refusal} where nobody has given a name yet */
  me(): Promise<Identity>;
  /** Who acts: `as`, or else who works here. @throws {Refusal} where their keys are not on this computer */
  author(as: PersonId | undefined): Promise<Identity>;
  /** Changes a brief, tells its windows when all of it is on the disk, and gives what the work gave. */
  change<C extends Change>(
    brief: BriefId,
    as: PersonId | undefined,
    work: (stored: StoredBrief, author: Identity) => Promise<C>,
  ): Promise<C>;
  /** Tells a brief's windows what changed in it; all of it is on the disk. */
  changed(stored: StoredBrief, change: Change): Promise<void>;
  /** Tells that a brief came to the library. */
  added(brief: BriefId): { brief: BriefId };
  /** Tells that the list of the library changed. */
  listChanged(): null;
}

/** The handlers of some calls. */
export type HandlersOf<C> = {
  [N in keyof C & CallName]: (params: ParsedParams<N>) => Promise<Results[N]> | Results[N];
};
