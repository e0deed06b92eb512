import { useCallback, useState } from 'react';
import type { z } from 'zod';
import type { Bridge } from '../shared/bridge.ts';

/** Under this name it is remembered whose identity was saved as a file. */
export const IDENTITY_SAVED = 'identity.saved';

/** What this computer remembers from one start to the next: read once at the start, written a moment after changes. */
let values: Record<string, unknown> = {};
let keeper: Bridge | undefined;

/** Reads everything that is remembered; without it the window begins as if for the first time. */
export async function loadRemembered(bridge: Bridge): Promise<void> {
  keeper = bridge;
  values = await bridge.call('app.remembered', {}).catch(() => ({}));
}

/** What is remembered under a key, where it is still what it should be. */
export function remembered<T>(key: string, schema: z.ZodType<T>): T | undefined {
  const parsed = schema.safeParse(values[key]);
  return parsed.success ? parsed.data : undefined;
}

/** Remembers a value of JSON, or with null forgets it. */
export function remember(key: string, value: unknown): void {
  if (JSON.stringify(values[key]) === JSON.stringify(value)) return;
  values[key] = value;
  keeper?.call('app.remember', { key, value: value as null }).catch(() => {
    // It lasts as long as the window, which is better than nothing.
  });
}

/** A state that is remembered over restarts. */
export function useRemembered<T>(key: string, schema: z.ZodType<T>, initial: T): [T, (value: T) => void] {
  const [value, setValue] = useState(() => remembered(key, schema) ?? initial);
  const set = useCallback(
    (next: T) => {
      setValue(next);
      remember(key, next);
    },
    [key],
  );
  return [value, set];
}
