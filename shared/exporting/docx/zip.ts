import { strToU8, type Zippable, zipSync } from 'fflate';

/**
 * Puts files into a zip so that the same files and the same clock give the same bytes: sorted by name, except for
 * those that must come first, and all of one time.
 */
export function stableZip(
  files: Readonly<Record<string, string | Uint8Array>>,
  now: number,
  first: readonly string[] = [],
): Uint8Array {
  const rest = Object.keys(files)
    .filter((name) => !first.includes(name))
    .sort();
  const all: Zippable = {};
  for (const name of [...first, ...rest]) {
    const file = files[name];
    if (file !== undefined) all[name] = typeof file === 'string' ? strToU8(file) : file;
  }
  return zipSync(all, { level: 6, mtime: zipTime(now), os: 3 });
}

/** fflate writes a time as the computer's own zone shows it; this one is shown as UTC shows `now`, everywhere. */
function zipTime(now: number): Date {
  const utc = new Date(Math.min(Math.max(now, Date.UTC(1980, 0, 1)), Date.UTC(2099, 0, 1)));
  return new Date(
    utc.getUTCFullYear(),
    utc.getUTCMonth(),
    utc.getUTCDate(),
    utc.getUTCHours(),
    utc.getUTCMinutes(),
    utc.getUTCSeconds(),
  );
}
