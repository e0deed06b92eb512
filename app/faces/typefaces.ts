import amiri from '@fontsource/amiri/unicode.json' with { type: 'json' };
import devanagari from '@fontsource/noto-serif-devanagari/unicode.json' with { type: 'json' };
import hebrew from '@fontsource/noto-serif-hebrew/unicode.json' with { type: 'json' };
import thai from '@fontsource/noto-serif-thai/unicode.json' with { type: 'json' };
import sourceSerif from '@fontsource/source-serif-4/unicode.json' with { type: 'json' };
import emoji from '@fontsource-variable/noto-emoji/unicode.json' with { type: 'json' };
import japanese from '@fontsource-variable/noto-sans-jp/unicode.json' with { type: 'json' };
import korean from '@fontsource-variable/noto-sans-kr/unicode.json' with { type: 'json' };
import simplified from '@fontsource-variable/noto-sans-sc/unicode.json' with { type: 'json' };
import traditional from '@fontsource-variable/noto-sans-tc/unicode.json' with { type: 'json' };
import type { Family } from '../../shared/exporting/pdf/print-families.ts';

/** A weight and slant of a typeface, as its files are named and as a style sheet names it. */
interface Cut {
  file: string;
  weight: string;
  style: 'normal' | 'italic';
}

/** A typeface, in slices of which each has some characters, so that only those that are needed are read. */
export interface Typeface {
  family: Family;
  package: string;
  cuts: readonly Cut[];
  /** Each slice's characters, as a style sheet lists them; its name is in brackets where it is a number. */
  slices: Readonly<Record<string, string>>;
}

const UPRIGHT: Cut[] = [
  { file: '400-normal', weight: '400', style: 'normal' },
  { file: '700-normal', weight: '700', style: 'normal' },
];
const SLANTED: Cut[] = [
  { file: '400-italic', weight: '400', style: 'italic' },
  { file: '700-italic', weight: '700', style: 'italic' },
];
/**
 * All weights in one file. Chromium embeds such a face by the outlines of its letters, without its name; where letters
 * join or stack, readers then find gaps between them, so those scripts have a file a weight.
 */
const VARIABLE: Cut[] = [{ file: 'wght-normal', weight: '100 900', style: 'normal' }];

/** Those that come with Briefmark. All are under the SIL Open Font License. */
export const TYPEFACES: readonly Typeface[] = [
  of('Source Serif 4', '@fontsource/source-serif-4', [...UPRIGHT, ...SLANTED], sourceSerif),
  of('Amiri', '@fontsource/amiri', UPRIGHT, amiri),
  of('Noto Serif Hebrew', '@fontsource/noto-serif-hebrew', UPRIGHT, hebrew),
  of('Noto Serif Devanagari', '@fontsource/noto-serif-devanagari', UPRIGHT, devanagari),
  of('Noto Serif Thai', '@fontsource/noto-serif-thai', UPRIGHT, thai),
  of('Noto Sans SC Variable', '@fontsource-variable/noto-sans-sc', VARIABLE, simplified),
  of('Noto Sans TC Variable', '@fontsource-variable/noto-sans-tc', VARIABLE, traditional),
  of('Noto Sans JP Variable', '@fontsource-variable/noto-sans-jp', VARIABLE, japanese),
  of('Noto Sans KR Variable', '@fontsource-variable/noto-sans-kr', VARIABLE, korean),
  of('Noto Emoji Variable', '@fontsource-variable/noto-emoji', VARIABLE, emoji),
];

function of(family: Family, name: string, cuts: readonly Cut[], slices: Typeface['slices']): Typeface {
  return { family, package: name, cuts, slices };
}

/** A file of a typeface. */
export interface FaceFile {
  package: string;
  name: string;
  /** What a style sheet says of it, but where it is. */
  described: string;
}

/** The files of one slice of a typeface: one a cut. */
export function filesOf(face: Typeface, slice: string): FaceFile[] {
  const short = face.package.slice(face.package.indexOf('/') + 1);
  return face.cuts.map(({ file, weight, style }) => ({
    package: face.package,
    name: `${short}-${slice.replace(/[[\]]/g, '')}-${file}.woff2`,
    described: `font-family:"${face.family}";font-weight:${weight};font-style:${style};unicode-range:${face.slices[slice]}`,
  }));
}

/** A rule of a style sheet for a file at an address. */
export function faceRule({ described }: FaceFile, address: string): string {
  return `@font-face{${described};src:url(${address}) format("woff2")}`;
}
