import type { Bridge, BridgeError, EventName, Events } from '../../bridge.ts';
import { Refusal } from '../../refusal.ts';
import type { Channel } from './channel.ts';
import { eventNames, isEventName } from './events.ts';

interface Pending {
  resolve(result: unknown): void;
  reject(error: Refusal): void;
}

type Listeners = { [N in EventName]: Set<(event: Events[N]) => void> };

/** Where calls can't be answered any more; `what was saved` is true, as services say "saved" only after the disk has it. */
const DISCONNECTED =
  'The connection to Briefmark was lost before it answered. Nothing that was saved is lost; start Briefmark again to go on.';

/**
 * The services at the other end of a channel.
 *
 * When the channel closes, what is unanswered and every later call is refused with the code `disconnected`, and
 * whoever listens for `app.trouble` hears why. Replies that nobody waits for (a second one, or one to a page that was
 * there before) are ignored.
 *
 * @param firstId the number of the first call; random where an earlier user of the same pipe may still get replies
 */
export function bridgeOver(channel: Channel, firstId = 0): Bridge {
  let nextId = firstId;
  let open = true;
  const pending = new Map<number, Pending>();
  const listeners = Object.fromEntries(eventNames.map((name) => [name, new Set()])) as unknown as Listeners;

  channel.onMessage((message) => {
    if (!isRecord(message)) return;
    if (message.kind === 'event') {
      if (isEventName(message.name)) emit(listeners, message.name, message.event);
      return;
    }
    if (typeof message.id !== 'number') return;
    const waiting = pending.get(message.id);
    if (!waiting) return;
    if (message.kind === 'result') {
      pending.delete(message.id);
      waiting.resolve(message.result);
    } else if (message.kind === 'error' && isBridgeError(message.error)) {
      pending.delete(message.id);
      waiting.reject(new Refusal(message.error.code, message.error.message));
    }
  });

  channel.onClose(() => {
    if (!open) return;
    open = false;
    const unanswered = [...pending.values()];
    pending.clear();
    for (const { reject } of unanswered) reject(new Refusal('disconnected', DISCONNECTED));
    emit(listeners, 'app.trouble', { sentence: DISCONNECTED });
  });

  return {
    call(name, params) {
      if (!open) return Promise.reject(new Refusal('disconnected', DISCONNECTED));
      const id = nextId++;
      return new Promise((resolve, reject) => {
        // The one place where a reply gets its type: the contract says what belongs to the call of this number.
        pending.set(id, { resolve: resolve as (result: unknown) => void, reject });
        channel.send({ kind: 'call', id, name, params });
      });
    },
    on(name, listener) {
      // Wrapped, so that the same function may listen twice and each subscription ends on its own.
      const subscription: typeof listener = (event) => listener(event);
      listeners[name].add(subscription);
      return () => {
        listeners[name].delete(subscription);
      };
    },
  };
}

/** A listener that throws neither keeps the others from hearing nor goes unnoticed. */
function emit<N extends EventName>(listeners: Listeners, name: N, event: unknown): void {
  for (const listener of [...listeners[name]]) {
    try {
      // Services made the event and gave it its type; only what comes the other way is parsed.
      listener(event as Events[N]);
    } catch (error) {
      void Promise.reject(error);
    }
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isBridgeError(error: unknown): error is BridgeError {
  return isRecord(error) && typeof error.code === 'string' && typeof error.message === 'string';
}
