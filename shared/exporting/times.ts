/** Writes times as a file shows them, in one time zone. The same on every computer: no language has a say in it. */
export class Times {
  private readonly format: Intl.DateTimeFormat;

  constructor(readonly timeZone: string) {
    this.format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  }

  /** `2026-11-24` */
  day(at: number): string {
    return this.local(at).slice(0, 10);
  }

  /** `2026-11-24 05:31` */
  minute(at: number): string {
    return this.local(at).slice(0, 16).replace('T', ' ');
  }

  /** `2026-11-24T05:31:08+01:00` */
  iso(at: number): string {
    const minutes = Math.round((this.localMs(at) - Math.floor(at / 1000) * 1000) / 60_000);
    const sign = minutes < 0 ? '-' : '+';
    const two = (number: number) => String(Math.floor(number)).padStart(2, '0');
    const offset = minutes === 0 ? 'Z' : `${sign}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
    return `${this.local(at)}${offset}`;
  }

  /** What the clock on the wall showed, as if that were UTC, in milliseconds: for formats that know no time zones. */
  localMs(at: number): number {
    return Date.parse(`${this.local(at)}Z`);
  }

  /** `2026-11-24T05:31:08` */
  private local(at: number): string {
    const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
    for (const { type, value } of this.format.formatToParts(at)) parts[type] = value;
    const { year = '', month, day, hour, minute, second } = parts;
    return `${year.padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}`;
  }
}
