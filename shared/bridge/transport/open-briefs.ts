import type { Bridge, CallName, Params, Results } from '../../bridge.ts';
import type { BriefId } from '../../model/ids.ts';

/** A bridge that remembers which briefs its user has open. */
export interface RememberingBridge extends Bridge {
  /** Closes what is still open, for a user who has gone: a closed tab and a killed process say no goodbye. */
  leave(): void;
}

/** Remembers which briefs are open by way of this bridge, as services count how many windows show each. */
export function rememberOpenBriefs(bridge: Bridge, failed: (error: unknown) => void): RememberingBridge {
  const open: BriefId[] = [];
  let left = false;
  const close = (brief: BriefId) => void bridge.call('brief.close', { brief }).catch(failed);
  return {
    async call<N extends CallName>(name: N, params: Params<N>): Promise<Results[N]> {
      const result = await bridge.call(name, params);
      if (name === 'brief.open' && hasBrief(params)) {
        if (left) close(params.brief);
        else open.push(params.brief);
      } else if (name === 'brief.close' && hasBrief(params)) {
        const at = open.indexOf(params.brief);
        if (at >= 0) open.splice(at, 1);
      }
      return result;
    },
    on: (name, listener) => bridge.on(name, listener),
    leave() {
      left = true;
      for (const brief of open.splice(0)) close(brief);
    },
  };
}

function hasBrief(params: unknown): params is { brief: BriefId } {
  return typeof params === 'object' && params !== null && 'brief' in params;
}
