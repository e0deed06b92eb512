import { Fragment, type Mark, type Node } from 'prosemirror-model';
import type { KnownAs } from './people-out.ts';

/** A part of a name that is shorter is left alone: "Al" and "Bo" stand in too many other words' places. */
const MIN_PART = 3;
/** Scripts that set no spaces between words, or hang small words on the next one: names are looked for anywhere. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Arabic}\p{Script=Hebrew}]/u;
/** From where a run of letters begins, and so looked for once in each: a word of 40,000 letters took seconds. */
const ADDRESS = /(?<![^\s<>()[\],;:"])@*[^\s<>()[\],;:"@]+@[^\s<>()[\],;:"]+\.[^\s<>()[\],;:"]+/gu;
const WORD = '[\\p{L}\\p{N}\\p{M}]';

/**
 * Puts letters in the place of names in what people wrote.
 *
 * Whole names are found whatever their case; their parts where they are written as in the name ("Will" but not "will"),
 * after an @ whatever their case. An address (mail, or a link with a name in it) goes altogether. That may take a word
 * too much, and the receipt counts; a name that stays would be worse.
 */
export class Anonymiser {
  private readonly letters = new Map<string, string>();
  private readonly whole: RegExp | undefined;
  private readonly parts: RegExp | undefined;
  private readonly anywhere: RegExp | undefined;
  /** How many names became letters so far. */
  replaced = 0;

  constructor(known: readonly KnownAs[]) {
    const whole = new Set<string>();
    const parts = new Set<string>();
    for (const { person, names } of known) {
      for (const name of names) {
        this.know(name, person.name, whole);
        for (const part of name.split(/[\s,.;]+/)) {
          const long = part.length >= (UNSPACED.test(part) ? 2 : MIN_PART);
          if (long && part !== name) this.know(part, person.name, parts);
        }
      }
    }
    this.whole = matching(whole, 'giu');
    this.parts = matching(parts, 'gu');
    this.anywhere = matching(new Set([...whole, ...parts]), 'giu', true);
  }

  /** A text without names. */
  text(text: string): string {
    const letter = (found: string) => {
      this.replaced++;
      return this.letters.get(folded(found)) ?? found;
    };
    let out = text;
    // An address first: after its name is gone it would still tell the rest.
    out = out.replace(ADDRESS, (address) => {
      const name = this.nameIn(address);
      return name === undefined ? address : letter(name);
    });
    if (this.whole) out = out.replace(this.whole, letter);
    if (this.anywhere) {
      const after = new RegExp(`(?<=@)(?:${this.anywhere.source})`, 'giu');
      out = out.replace(after, letter);
    }
    return this.parts ? out.replace(this.parts, letter) : out;
  }

  /** A text without names, whose names were counted where it stood before. */
  again(text: string): string {
    const { replaced } = this;
    const out = this.text(text);
    this.replaced = replaced;
    return out;
  }

  /** A document without names, and without links that tell one. */
  node(node: Node): Node {
    const joined = this.joined(node);
    if (!joined.isText) {
      const children: Node[] = [];
      joined.forEach((child) => {
        children.push(this.node(child));
      });
      return joined.copy(Fragment.fromArray(children));
    }
    const text = this.text(joined.text ?? '');
    const marks = joined.marks.filter((mark) => !this.tells(mark));
    return text === joined.text && marks.length === joined.marks.length ? joined : joined.type.schema.text(text, marks);
  }

  /** A paragraph in which a name runs over a change of marks loses its marks: it couldn't be found otherwise. */
  private joined(node: Node): Node {
    if (!node.isTextblock || node.childCount < 2 || !this.whole) return node;
    const names = (text: string) => text.match(this.whole as RegExp)?.length ?? 0;
    let apart = 0;
    node.forEach((child) => {
      apart += names(child.text ?? '');
    });
    const all = node.textBetween(0, node.content.size, undefined, '\n');
    if (names(all) <= apart) return node;
    return node.copy(Fragment.from(node.type.schema.text(all.replace(/\n/g, ' '))));
  }

  private know(name: string, letter: string, into: Set<string>): void {
    for (const form of [name.normalize('NFC'), name.normalize('NFD')]) {
      into.add(form);
      if (!this.letters.has(folded(form))) this.letters.set(folded(form), letter);
    }
  }

  private tells(mark: Mark): boolean {
    if (mark.type.name !== 'link') return false;
    const href = mark.attrs.href as string;
    return /^mailto:/i.test(href) || this.nameIn(href) !== undefined;
  }

  private nameIn(address: string): string | undefined {
    return this.anywhere ? new RegExp(this.anywhere.source, 'iu').exec(decoded(address))?.[0] : undefined;
  }
}

function matching(names: ReadonlySet<string>, flags: string, anywhere = false): RegExp | undefined {
  if (names.size === 0) return undefined;
  // The longest first, so that "Ann-Marie" isn't found as "Ann".
  const sorted = [...names].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const patterns = sorted.map((name) => {
    const words = name.trim().split(/\s+/).map(escaped).join('[\\s_]+');
    return anywhere || UNSPACED.test(name) ? words : `(?<!${WORD})${words}(?!${WORD})`;
  });
  return new RegExp(patterns.join('|'), flags);
}

function folded(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[\s_]+/g, ' ')
    .toLocaleLowerCase('und');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
