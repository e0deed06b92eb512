import type { LogRecord } from './record.ts';

/**
 * A record without some entries. Its update of the notes' document goes too, since their words are in it; the whole
 * state of that document follows in a record of its own.
 */
export function withoutEntries({ notes: _, ...record }: LogRecord, ids: ReadonlySet<string>): LogRecord {
  const { entries } = record;
  if (!entries) return record;
  return { ...record, entries: entries.filter((json) => !ids.has((JSON.parse(json) as { id: string }).id)) };
}
