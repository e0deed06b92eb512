import { z } from 'zod';
import { type Bridge, type BridgeError, type CallName, calls } from '../../bridge.ts';
import { Refusal } from '../../refusal.ts';
import type { Channel } from './channel.ts';
import { eventNames } from './events.ts';
import { rememberOpenBriefs } from './open-briefs.ts';

const callMessage = z.strictObject({
  kind: z.literal('call'),
  // As JSON carries it exactly.
  id: z.int().nonnegative(),
  name: z.string().max(100),
  params: z.unknown(),
});

/** Tells the developer what the person isn't told: what was thrown, and by which call. */
export type ReportDefect = (call: string, error: unknown) => void;

/**
 * Answers the calls that come in on a channel, and sends the services' events down it, until it closes.
 *
 * Only what the schemas of the contract accept reaches the services. A call that they don't know, or whose parameters
 * they refuse, is answered with the code `bad-call`; an error that isn't a refusal with the code `defect`, without its
 * message, which may hold paths and content. A message that isn't even a call ends the channel: its sender speaks
 * another protocol. Briefs that are open by way of the channel are closed with it.
 *
 * @returns a function that ends it; the channel is closed then
 */
export function serveBridge(services: Bridge, channel: Channel, reportDefect: ReportDefect): () => void {
  const bridge = rememberOpenBriefs(services, (error) => reportDefect('brief.close', error));
  let open = true;
  const ends = eventNames.map((name) =>
    bridge.on(name, (event) => {
      if (open) channel.send({ kind: 'event', name, event });
    }),
  );
  const stop = () => {
    if (!open) return;
    open = false;
    for (const end of ends) end();
    bridge.leave();
    channel.close();
  };

  channel.onClose(stop);
  channel.onMessage((message) => {
    if (!open) return;
    const parsed = callMessage.safeParse(message);
    if (!parsed.success) {
      reportDefect('a message that is no call', parsed.error);
      stop();
      return;
    }
    const { id, name, params } = parsed.data;
    // `answer` never rejects.
    void answer(bridge, name, params, reportDefect).then((outcome) => {
      if (!open) return;
      if ('error' in outcome) channel.send({ kind: 'error', id, error: outcome.error });
      else channel.send({ kind: 'result', id, result: outcome.result });
    });
  });
  return stop;
}

async function answer(
  bridge: Bridge,
  name: string,
  params: unknown,
  reportDefect: ReportDefect,
): Promise<{ result: unknown } | { error: BridgeError }> {
  if (!isCallName(name)) return { error: badCall('There is no such call.') };
  try {
    const parsed = calls[name].safeParse(params);
    if (!parsed.success) {
      reportDefect(name, parsed.error);
      return { error: badCall(`“${name}” was asked with something that it doesn’t take.`) };
    }
    return { result: await bridge.call(name, parsed.data) };
  } catch (error) {
    if (error instanceof Refusal) return { error: { code: error.code, message: error.message } };
    reportDefect(name, error);
    return { error: { code: 'defect', message: DEFECT } };
  }
}

const DEFECT =
  'Something in Briefmark went wrong, so this may not have been done. Look at what is there now, then try again; if it happens again, restart Briefmark.';

function badCall(what: string): BridgeError {
  return {
    code: 'bad-call',
    message: `Briefmark’s parts don’t fit each other: ${what} Nothing was changed. Restart Briefmark, or reload its page.`,
  };
}

function isCallName(name: string): name is CallName {
  return Object.hasOwn(calls, name);
}
