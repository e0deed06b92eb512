/** A character that does something to a text without showing itself. `to` is exclusive; both in UTF-16 units. */
export interface HiddenCharacter {
  from: number;
  to: number;
  /** As Unicode calls it, such as "right-to-left override". */
  name: string;
  /** As it is shown in its place, such as "RLO". */
  short: string;
}

const NAMES: Readonly<Record<number, readonly [short: string, name: string]>> = {
  173: ['SHY', 'soft hyphen'],
  1564: ['ALM', 'Arabic letter mark'],
  8203: ['ZWSP', 'zero width space'],
  8204: ['ZWNJ', 'zero width non-joiner'],
  8205: ['ZWJ', 'zero width joiner'],
  8206: ['LRM', 'left-to-right mark'],
  8207: ['RLM', 'right-to-left mark'],
  8234: ['LRE', 'left-to-right embedding'],
  8235: ['RLE', 'right-to-left embedding'],
  8236: ['PDF', 'pop directional formatting'],
  8237: ['LRO', 'left-to-right override'],
  8238: ['RLO', 'right-to-left override'],
  6158: ['MVS', 'Mongolian vowel separator'],
  8232: ['LSEP', 'line separator'],
  8233: ['PSEP', 'paragraph separator'],
  8288: ['WJ', 'word joiner'],
  8294: ['LRI', 'left-to-right isolate'],
  8295: ['RLI', 'right-to-left isolate'],
  8296: ['FSI', 'first strong isolate'],
  8297: ['PDI', 'pop directional isolate'],
  65279: ['BOM', 'zero width no-break space'],
};

/** The short names of U+0000 to U+001F, in order. */
const C0 =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  );

const CANDIDATES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
  /[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|(?<!\u{1f3f4}[\u{e0000}-\u{e007f}]*)[\u{e0000}-\u{e007f}]/gu;

const ZWNJ = 0x200c;
const ZWJ = 0x200d;

/** Where joiners are part of the spelling: scripts whose letters join, and those of South Asia. */
const JOINING =
  /[\p{scx=Arabic}\p{scx=Syriac}\p{scx=Mongolian}\p{scx=Nko}\p{scx=Devanagari}\p{scx=Bengali}\p{scx=Gurmukhi}\p{scx=Gujarati}\p{scx=Oriya}\p{scx=Tamil}\p{scx=Telugu}\p{scx=Kannada}\p{scx=Malayalam}\p{scx=Sinhala}\p{scx=Khmer}\p{scx=Myanmar}]/u;
const BEFORE_IN_EMOJI = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u{fe0f})$/u;
const AFTER_IN_EMOJI = /^\p{Extended_Pictographic}/u;

/**
 * The characters of a text that nobody can see but that may change what it says: control characters other than tab
 * and line end, marks and overrides of direction, zero-width characters, soft hyphens, tags (which can carry a whole
 * unseen text). Joiners within an emoji, or between letters of a script that is spelt with them, and the tags of a
 * flag are none of these.
 */
export function findHidden(text: string): HiddenCharacter[] {
  const found: HiddenCharacter[] = [];
  for (const { 0: character, index: from } of text.matchAll(CANDIDATES)) {
    const code = character.codePointAt(0) ?? 0;
    const to = from + character.length;
    // Two units on each side hold any one character.
    const joins =
      (code === ZWNJ || code === ZWJ) &&
      isSpelling(text.slice(Math.max(0, from - 2), from), text.slice(to, to + 2), code);
    if (joins) continue;
    const [short, name] = NAMES[code] ?? control(code);
    found.push({ from, to, name, short });
  }
  return found;
}

function isSpelling(before: string, after: string, code: number): boolean {
  // Where they hold more than one, the last of the one side and the first of the other count.
  const previous = [...before].at(-1) ?? '';
  const [next = ''] = after;
  if (code === ZWJ && BEFORE_IN_EMOJI.test(previous) && AFTER_IN_EMOJI.test(next)) return true;
  // Indic spelling ends a word with a joiner to show a letter's half form; Persian puts one before a suffix.
  return JOINING.test(previous) && (JOINING.test(next) || /^(?:[\s\p{P}]|$)/u.test(next));
}

function control(code: number): readonly [string, string] {
  if (code >= 0xe0000) return ['TAG', `tag character U+${code.toString(16).toUpperCase()}`];
  const short = C0[code] ?? (code === 0x7f ? 'DEL' : code.toString(16).toUpperCase());
  return [short, `control character U+${code.toString(16).toUpperCase().padStart(4, '0')}`];
}
