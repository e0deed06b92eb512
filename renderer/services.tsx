import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from 'react';
import type { Bridge, CallName, EventName, Events, Params, Results } from '../shared/bridge.ts';
import { words } from './words/words.ts';

const BridgeContext = createContext<Bridge | null>(null);

/** Gives the services to everything on the screen. */
export function Services({ bridge, children }: { bridge: Bridge; children: ReactNode }) {
  return <BridgeContext value={bridge}>{children}</BridgeContext>;
}

/** The services. */
export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext);
  if (!bridge) throw new Error('useBridge is called outside of <Services>.');
  return bridge;
}

/** Calls a listener, always its newest version, for as long as the component is there. */
export function useEvent<N extends EventName>(name: N, listener: (event: Events[N]) => void): void {
  const bridge = useBridge();
  const newest = useRef(listener);
  useEffect(() => {
    newest.current = listener;
  });
  useEffect(() => bridge.on(name, (event) => newest.current(event)), [bridge, name]);
}

/** A call as a component uses it. */
export interface Call<N extends CallName> {
  /** Gives the result, or undefined when the call failed and `problem` says why. */
  run(params: Params<N>): Promise<Results[N] | undefined>;
  busy: boolean;
  /** The sentence of the last failure; absent again as soon as it is tried anew. */
  problem: string | undefined;
  clear(): void;
}

/** One call of the services, with what a button and the line under it need to know. */
export function useCall<N extends CallName>(name: N): Call<N> {
  const bridge = useBridge();
  const [running, setRunning] = useState(0);
  const [problem, setProblem] = useState<string>();
  const run = useCallback(
    async (params: Params<N>) => {
      setProblem(undefined);
      setRunning((count) => count + 1);
      try {
        return await bridge.call(name, params);
      } catch (error) {
        setProblem(sentenceOf(error));
        return undefined;
      } finally {
        setRunning((count) => count - 1);
      }
    },
    [bridge, name],
  );
  const clear = useCallback(() => setProblem(undefined), []);
  return { run, busy: running > 0, problem, clear };
}

/** What a person reads about an error: the service's own sentence where it refused. */
export function sentenceOf(error: unknown): string {
  // By name: a refusal that came through a transport is not always an instance of the same class.
  if (error instanceof Error && error.name === 'Refusal') return error.message;
  console.error(error);
  return words.everywhere.defect;
}
