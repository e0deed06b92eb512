import type { Awareness } from 'y-protocols/awareness';
import { z } from 'zod';
import { type Present, presenceSchema } from '../../../shared/bridge/sharing.ts';
import { personIdSchema } from '../../../shared/model/ids.ts';

/** What an app says of itself in a room; the relay sees to it that `person` is the connection's. */
const stateSchema = z.object({ person: personIdSchema, ...presenceSchema.shape });

/** Everybody else who is in a room, as they say. */
export function presentIn(awareness: Awareness): Present[] {
  return [...awareness.getStates()].flatMap(([window, state]) => {
    if (window === awareness.clientID) return [];
    const parsed = stateSchema.safeParse(state);
    return parsed.success ? [{ window, ...parsed.data }] : [];
  });
}
