import type { Attributes } from '../../importing-comments/walk-word.ts';
import { walkWord } from '../../importing-comments/walk-word.ts';
import type { Look } from '../looks/look.ts';

/** What a style, or a run or a paragraph itself, says of its look; what it leaves open comes from the style below. */
export type WordLook = Partial<Look>;

interface Style extends WordLook {
  below?: string;
}

const TWIPS = 20;
/** Styles that rest on one another; no program makes so many. */
const MOST_BELOW = 12;

/** The looks of a document's styles. */
export class WordStyles {
  private readonly styles = new Map<string, Style>();
  private readonly usual: WordLook = {};
  private standard: string | undefined;

  /** @throws {Refusal} where the part isn't well-formed */
  constructor(xml: string | undefined, file: string) {
    if (xml === undefined) return;
    let own: Style | undefined;
    walkWord(xml, file, {
      open: (name, attributes) => {
        if (name === 'rPrDefault' || name === 'pPrDefault') own = this.usual;
        else if (name === 'style') {
          own = {};
          this.styles.set(attributes.styleId ?? '', own);
          if (attributes.type === 'paragraph' && isOn(attributes.default ?? '0')) this.standard = attributes.styleId;
        } else if (own && name === 'basedOn') own.below = attributes.val ?? '';
        else if (own && name === 'name' && /^(?:toc (?:heading|\d)|table of figures)$/iu.test(attributes.val ?? ''))
          own.inContents = true;
        else if (own) addLook(own, name, attributes);
      },
      close: (name) => {
        if (name === 'style') own = undefined;
      },
    });
  }

  /** A style's look, with what the ones below it say. */
  lookOf(id: string | undefined): WordLook {
    const chain: WordLook[] = [];
    let next = id ?? this.standard;
    while (next !== undefined && chain.length < MOST_BELOW) {
      const style: Style | undefined = this.styles.get(next);
      if (!style) break;
      const { below, ...look } = style;
      chain.unshift(look);
      next = below;
    }
    return Object.assign({}, this.usual, ...chain) as WordLook;
  }
}

/** Adds what an element of a style, a paragraph or a run says of its look. */
export function addLook(look: WordLook, name: string, { val, left, start, right, end, hanging }: Attributes): void {
  if (name === 'sz' && Number(val) > 0) look.size = Number(val) / 2;
  else if (name === 'b') look.bold = isOn(val ?? '1');
  else if (name === 'i') look.italic = isOn(val ?? '1');
  else if (name === 'jc') look.centred = val === 'center';
  else if (name === 'outlineLvl' && Number(val) >= 0) look.outline = Number(val);
  else if (name === 'ind') {
    const [from, to] = [left ?? start, right ?? end];
    if (from !== undefined) look.left = (Number(from) - Number(hanging ?? 0)) / TWIPS || 0;
    if (to !== undefined) look.right = Number(to) / TWIPS || 0;
  }
}

function isOn(value: string): boolean {
  return !/^(?:0|false|off|none)$/u.test(value);
}
