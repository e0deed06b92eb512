/** How hard a passphrase is to guess, as far as that can be seen without a dictionary. */
export type Strength = 'weak' | 'fair' | 'strong';

/** The shortest passphrase that is taken. */
export const MIN_PASSPHRASE_LENGTH = 8;

const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}\s]/u];
const SIZES = [26, 26, 10, 30];

/**
 * A rough measure in bits: the characters that differ from the one before, each worth the logarithm of the classes
 * that occur; but no more than a word's worth for each word, because words are guessed as wholes.
 */
export function strengthOf(passphrase: string): Strength {
  const characters = [...passphrase];
  const telling = characters.filter((character, at) => {
    const before = characters[at - 1]?.codePointAt(0);
    const step = (character.codePointAt(0) ?? 0) - (before ?? Number.NaN);
    return Number.isNaN(step) || Math.abs(step) > 1;
  });
  const alphabet = CLASSES.reduce((sum, each, at) => sum + (each.test(passphrase) ? (SIZES[at] ?? 0) : 0), 0);
  const bits = telling.length * Math.log2(Math.max(2, alphabet));
  const words = new Set(passphrase.toLowerCase().match(/\p{L}{3,}/gu) ?? []).size;
  const others = characters.filter((character) => !/[\p{L}\s]/u.test(character)).length;
  // A frequent word is worth some 13 bits, a digit or sign some 5.
  const asWords = words > 0 ? words * 13 + others * 5 : bits;
  const least = Math.min(bits, Math.max(asWords, looksRandom(passphrase) ? bits : 0));
  if (characters.length < MIN_PASSPHRASE_LENGTH || least < 34) return 'weak';
  return least < 52 ? 'fair' : 'strong';
}

/** Letters of both cases and digits mixed within one word, as a password generator makes them. */
function looksRandom(passphrase: string): boolean {
  return /\p{L}\p{N}+\p{L}/u.test(passphrase) || /\p{Ll}\p{Lu}\p{Ll}/u.test(passphrase.slice(1));
}
