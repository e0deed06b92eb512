import type { Bridge, CallName, Params, Results } from '../../bridge.ts';

/** Calls that somebody in front of the services answers; `next` asks the services. */
export type Overrides = {
  [N in CallName]?: (params: Params<N>, next: () => Promise<Results[N]>) => Promise<Results[N]>;
};

/**
 * A bridge in which a shell answers some calls itself: to bring its window forward is a shell's to do, and what the
 * shell can do is a shell's to say.
 */
export function overriding(bridge: Bridge, overrides: Overrides): Bridge {
  return {
    async call<N extends CallName>(name: N, params: Params<N>): Promise<Results[N]> {
      const override: Overrides[N] = overrides[name];
      const next = () => bridge.call(name, params);
      return override ? override(params, next) : next();
    },
    on: (name, listener) => bridge.on(name, listener),
  };
}
