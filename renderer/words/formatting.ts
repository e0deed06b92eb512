/** Numbers, plurals and times in the reader's language. */

/** The words for each plural category of the language; `#` stands for the number. `other` is always there. */
export type Plural = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** The formats of one language. */
export interface Formatting {
  /** BCP 47. */
  locale: string;
  number(value: number): string;
  /** A size on the disk, in bytes, as kB, MB or GB. */
  bytes(value: number): string;
  /** The order of two names in this language's alphabet. */
  compare(a: string, b: string): number;
  plural(count: number, forms: Plural): string;
  list(items: readonly string[]): string;
  /** Short: the time within a day, the weekday within a week, else the date. */
  when(time: number, now?: number): string;
  /** The weekday of a time, in full, such as "Tuesday". */
  weekday(time: number): string;
  /** In full, for hovering and for screen readers. */
  whenInFull(time: number): string;
  /** A date without a time, given as `2026-03-01`. */
  date(date: string, now?: number): string;
  /** The name of a language, such as "French"; undefined for one that can't be told. */
  languageName(tag: string): string | undefined;
}

const DAY = 24 * 60 * 60 * 1000;

/** Makes the formats of a language. */
export function formattingFor(locale: string, timeZone?: string): Formatting {
  const zone = timeZone ? { timeZone } : {};
  const numbers = new Intl.NumberFormat(locale);
  const kilobytes = new Intl.NumberFormat(locale, { style: 'unit', unit: 'kilobyte' });
  const megabytes = new Intl.NumberFormat(locale, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 });
  const gigabytes = new Intl.NumberFormat(locale, { style: 'unit', unit: 'gigabyte', maximumFractionDigits: 1 });
  const alphabet = new Intl.Collator(locale, { numeric: true });
  const rules = new Intl.PluralRules(locale);
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const time = new Intl.DateTimeFormat(locale, { ...zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const weekday = new Intl.DateTimeFormat(locale, { ...zone, weekday: 'short' });
  const weekdayInFull = new Intl.DateTimeFormat(locale, { ...zone, weekday: 'long' });
  const date = new Intl.DateTimeFormat(locale, { ...zone, day: 'numeric', month: 'short' });
  const dateAndYear = new Intl.DateTimeFormat(locale, { ...zone, day: 'numeric', month: 'short', year: 'numeric' });
  const year = new Intl.DateTimeFormat(locale, { ...zone, year: 'numeric' });
  const full = new Intl.DateTimeFormat(locale, {
    ...zone,
    dateStyle: 'full',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  const dayOf = new Intl.DateTimeFormat('en-CA', { ...zone, dateStyle: 'short' });
  const languages = new Intl.DisplayNames(locale, { type: 'language', fallback: 'none' });
  return {
    locale,
    number: (value) => numbers.format(value),
    bytes: (value) => {
      if (value < 999_500) return kilobytes.format(Math.ceil(value / 1e3));
      return value < 999_950_000 ? megabytes.format(value / 1e6) : gigabytes.format(value / 1e9);
    },
    compare: (a, b) => alphabet.compare(a, b),
    plural: (count, forms) => (forms[rules.select(count)] ?? forms.other).replaceAll('#', () => numbers.format(count)),
    list: (items) => lists.format(items),
    weekday: (at) => weekdayInFull.format(at),
    when: (at, now = Date.now()) => {
      if (dayOf.format(at) === dayOf.format(now)) return time.format(at);
      // Within six days a weekday says which; on the seventh it would be today's.
      if (at < now && now - at < 6 * DAY) return weekday.format(at);
      return (year.format(at) === year.format(now) ? date : dateAndYear).format(at);
    },
    whenInFull: (at) => full.format(at),
    date: (day, now = Date.now()) => {
      // Noon: no time zone makes another day of it.
      const at = Date.parse(`${day}T12:00:00`);
      return (year.format(at) === year.format(now) ? date : dateAndYear).format(at);
    },
    languageName: (tag) => {
      try {
        return tag === 'und' ? undefined : languages.of(tag);
      } catch {
        return undefined;
      }
    },
  };
}
