/** Names that Windows keeps for devices, whatever follows the first dot. */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=$|\.)/i;
/** File systems take 255 bytes; the rest is for " (2)" and what a program adds while it writes. */
const MOST_BYTES = 200;

/**
 * A file name that every system takes, made of a title.
 *
 * @param extension without the dot
 */
export function exportFileName(title: string, extension: string): string {
  const plain = title
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd]/gu, '')
    .replace(/[<>:"/\\|?*]+/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.-]+|[\s.]+$/g, '');
  const safe = RESERVED.test(plain) ? `_${plain}` : plain;
  return `${shortened(safe) || 'brief'}.${extension}`;
}

function shortened(name: string): string {
  const encoder = new TextEncoder();
  if (encoder.encode(name).length <= MOST_BYTES) return name;
  let kept = '';
  let bytes = 0;
  for (const character of name) {
    bytes += encoder.encode(character).length;
    if (bytes > MOST_BYTES) break;
    kept += character;
  }
  return kept.trimEnd().replace(/\.+$/, '');
}

/** The same name with a number in it, where others of an export have it already; systems may not tell case apart. */
export function distinctName(name: string, taken: Set<string>): string {
  const dot = name.lastIndexOf('.');
  for (let n = 1; ; n++) {
    const tried = n === 1 ? name : `${name.slice(0, dot)} (${n})${name.slice(dot)}`;
    const key = tried.toLocaleLowerCase('und');
    if (taken.has(key)) continue;
    taken.add(key);
    return tried;
  }
}
