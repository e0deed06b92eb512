import { z } from 'zod';
import { colourSchema, initialsSchema, MAX_NAME_LENGTH } from '../model/entry.ts';
import type { Person } from '../model/people.ts';
import { bytes, type FileOut, passphrase } from './params.ts';

const profile = z.strictObject({
  name: z.string().trim().min(1).max(MAX_NAME_LENGTH),
  initials: initialsSchema,
  colour: colourSchema,
});

export const personCalls = {
  'person.create': profile,
  'person.change': profile,
  /** Keys and profile, encrypted with a passphrase, as a file for another computer. */
  'identity.export': z.strictObject({ passphrase }),
  'identity.import': z.strictObject({ bytes, passphrase }),
} as const;

export interface PersonResults {
  'person.create': Person;
  'person.change': Person;
  'identity.export': FileOut;
  'identity.import': Person;
}
