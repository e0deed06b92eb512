/** A moment since which somebody asks what changed, by name: `looked`, `yesterday`, `day-2` to `day-6`, or `date`. */
export type Since = string;

/** Days ago that have a weekday's name of their own: today's is a week ago. */
const NAMED_DAYS = [2, 3, 4, 5, 6] as const;

/** The beginning of the day so many days ago, on this computer's clock. */
export function dayAgo(days: number, now: number): number {
  const day = new Date(now);
  // By the calendar: a day on which clocks change has not 24 hours.
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - days).getTime();
}

/** A day as a field for dates has it, such as 2026-11-25. */
export function dateOf(time: number): string {
  const day = new Date(time);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** The days before yesterday that a weekday names. */
export function namedDays(now: number): { value: Since; time: number }[] {
  return NAMED_DAYS.map((days) => ({ value: `day-${days}`, time: dayAgo(days, now) }));
}

/** When a choice begins, in milliseconds since 1970; undefined while it names no moment. */
export function beginningOf(since: Since, date: string, looked: number | undefined, now: number): number | undefined {
  if (since === 'looked') return looked;
  if (since === 'yesterday') return dayAgo(1, now);
  if (since === 'date') {
    const [year, month, day] = date.split('-').map(Number);
    return year && month && day ? new Date(year, month - 1, day).getTime() : undefined;
  }
  return namedDays(now).find(({ value }) => value === since)?.time;
}
