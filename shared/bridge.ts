import type { z } from 'zod';
import { type AppEvents, type AppResults, appCalls } from './bridge/app.ts';
import { type BackupsEvents, type BackupsResults, backupsCalls } from './bridge/backups.ts';
import { type BriefEvents, type BriefResults, briefCalls } from './bridge/brief.ts';
import { type EditingEvents, type EditingResults, editingCalls } from './bridge/editing.ts';
import { type ExportingEvents, type ExportingResults, exportingCalls } from './bridge/exporting.ts';
import { type ImagesResults, imagesCalls } from './bridge/images.ts';
import { type ImportingEvents, type ImportingResults, importingCalls } from './bridge/importing.ts';
import { type LibraryEvents, type LibraryResults, libraryCalls } from './bridge/library.ts';
import { type LookingBackResults, lookingBackCalls } from './bridge/looking-back.ts';
import { type NoticesEvents, type NoticesResults, noticesCalls } from './bridge/notices.ts';
import { type OfflineEvents, type OfflineResults, offlineCalls } from './bridge/offline.ts';
import { type PersonResults, personCalls } from './bridge/person.ts';
import { type SharingEvents, type SharingResults, sharingCalls } from './bridge/sharing.ts';
import { type UnreadEvents, type UnreadResults, unreadCalls } from './bridge/unread.ts';

export type * from './bridge/app.ts';
export * from './bridge/brief.ts';
export type * from './bridge/editing.ts';
export type * from './bridge/exporting.ts';
export type * from './bridge/images.ts';
export type * from './bridge/importing.ts';
export * from './bridge/library.ts';
export { type FileOut, MAX_FILE_BYTES } from './bridge/params.ts';
export * from './bridge/sharing.ts';

/*
 * The one contract between whoever shows Briefmark (a window, a browser, a command) and the services that own the
 * documents. Electron IPC, a WebSocket and a local socket all carry these calls and events and nothing else; each
 * parses what comes in with the schemas below before anything looks at it.
 * Each area of the program names its own in `bridge/`; `bridge/transport/` is how they travel.
 */

/** Every call: what it takes. What it gives stands in `Results`. */
export const calls = {
  ...appCalls,
  ...personCalls,
  ...libraryCalls,
  ...importingCalls,
  ...briefCalls,
  ...exportingCalls,
  ...imagesCalls,
  ...editingCalls,
  ...offlineCalls,
  ...lookingBackCalls,
  ...backupsCalls,
  ...sharingCalls,
  ...noticesCalls,
  ...unreadCalls,
} as const;

export type CallName = keyof typeof calls;

/** What a call takes, as its caller writes it. */
export type Params<N extends CallName> = z.input<(typeof calls)[N]>;
/** What a call takes, as a service gets it: parsed. */
export type ParsedParams<N extends CallName> = z.output<(typeof calls)[N]>;

/** What each call gives. */
export interface Results
  extends AppResults,
    PersonResults,
    LibraryResults,
    ImportingResults,
    BriefResults,
    ExportingResults,
    ImagesResults,
    EditingResults,
    OfflineResults,
    LookingBackResults,
    BackupsResults,
    NoticesResults,
    UnreadResults,
    SharingResults {}

/** What services tell without being asked. */
export interface Events
  extends AppEvents,
    LibraryEvents,
    ImportingEvents,
    BriefEvents,
    ExportingEvents,
    EditingEvents,
    OfflineEvents,
    BackupsEvents,
    NoticesEvents,
    UnreadEvents,
    SharingEvents {}

export type EventName = keyof Events;

/** An error as it crosses the bridge: a refusal in words for a person. */
export interface BridgeError {
  code: string;
  message: string;
}

/** The services as their users see them, whatever carries the calls. */
export interface Bridge {
  /** @throws {Refusal} where the service refuses; its message is for the person */
  call<N extends CallName>(name: N, params: Params<N>): Promise<Results[N]>;
  /** @returns a function that ends the subscription */
  on<N extends EventName>(name: N, listener: (event: Events[N]) => void): () => void;
}

/** One message on a transport that carries text or objects. */
export type BridgeMessage =
  | { kind: 'call'; id: number; name: string; params: unknown }
  | { kind: 'result'; id: number; result: unknown }
  | { kind: 'error'; id: number; error: BridgeError }
  | { kind: 'event'; name: EventName; event: unknown };
