import type { EventName } from '../../bridge.ts';

/** A record rather than a list, so that a new event can't be forgotten here. */
const EVENTS: Record<EventName, true> = {
  'library.changed': true,
  'import.step': true,
  'brief.changed': true,
  'brief.arriving': true,
  'edit.updated': true,
  'export.step': true,
  'export.progress': true,
  'import.handedIn': true,
  'offline.handedIn': true,
  'offline.step': true,
  'offline.shortOfRoom': true,
  'sync.changed': true,
  'sync.ended': true,
  'unread.changed': true,
  'presence.changed': true,
  'notice.made': true,
  'app.forward': true,
  'app.trouble': true,
};

/** Own keys only: `constructor` and `__proto__` are no events. */
export function isEventName(name: unknown): name is EventName {
  return typeof name === 'string' && Object.hasOwn(EVENTS, name);
}

/** Every event of the contract. */
export const eventNames: readonly EventName[] = Object.keys(EVENTS).filter(isEventName);
