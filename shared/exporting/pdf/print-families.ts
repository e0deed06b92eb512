/** How Chinese characters are drawn: each country has its own shapes for the same code points. */
export type Han = 'simplified' | 'traditional' | 'japanese' | 'korean';

const HAN_FAMILIES = {
  simplified: 'Noto Sans SC Variable',
  traditional: 'Noto Sans TC Variable',
  japanese: 'Noto Sans JP Variable',
  korean: 'Noto Sans KR Variable',
} as const satisfies Record<Han, string>;

/** All shapes, the likeliest first. */
export const HANS = Object.keys(HAN_FAMILIES) as Han[];

/** The typefaces that come with Briefmark, by the name that style sheets call them. */
export type Family = (typeof BEFORE_HAN)[number] | (typeof HAN_FAMILIES)[Han] | typeof EMOJI;

const BEFORE_HAN = [
  'Source Serif 4',
  'Amiri',
  'Noto Serif Hebrew',
  'Noto Serif Devanagari',
  'Noto Serif Thai',
] as const;
/** Of one colour: Chromium prints no colour font of this kind. */
const EMOJI = 'Noto Emoji Variable';

/** The typefaces of a text, in the order in which a character looks for one that has it. */
export function familiesFor(han: Han): Family[] {
  const hans = [han, ...HANS.filter((each) => each !== han)].map((each) => HAN_FAMILIES[each]);
  // Before Chinese typefaces, which claim flags and have none.
  return [...BEFORE_HAN, EMOJI, ...hans];
}

const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const HANGUL = /\p{Script=Hangul}/u;
const TRADITIONAL = /^zh-(hant|tw|hk|mo)\b/i;

/**
 * The shapes that suit a text: by the letters that only one language has, else by what is known otherwise.
 *
 * @param otherwise for a text that has none of them
 */
export function hanOf(text: string, otherwise: Han): Han {
  if (KANA.test(text)) return 'japanese';
  return HANGUL.test(text) ? 'korean' : otherwise;
}

/** The shapes of a brief: by its language where that has some, else by its words. */
export function hanOfBrief(language: string, text: string): Han {
  const [primary] = language.toLowerCase().split('-');
  if (primary === 'ja') return 'japanese';
  if (primary === 'ko') return 'korean';
  if (primary === 'zh') return TRADITIONAL.test(language) ? 'traditional' : 'simplified';
  return hanOf(text, 'simplified');
}
