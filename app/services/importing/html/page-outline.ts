import { childrenOf, type DomElement, type DomNode, isElement, isText } from './dom.ts';

/** How much of a page an element holds. */
export interface Outlined {
  /** Where it begins and ends in reading order, so that one look tells what stands in what. */
  readonly from: number;
  to: number;
  /** Characters of text, and those of them that lead elsewhere. */
  letters: number;
  linked: number;
  links: number;
  /** It holds a field to be filled in. */
  hasField: boolean;
  /** It holds something to press. */
  hasControl: boolean;
}

/** What holds text that is none of the page's. */
const UNREAD = /^(?:script|style|template)$/;

const NOTHING: Outlined = { from: -1, to: -1, letters: 0, linked: 0, links: 0, hasField: false, hasControl: false };

/** What each element of a page holds, counted in one walk; asking the elements themselves walks them again each time. */
export class PageOutline {
  private readonly all = new Map<DomElement, Outlined>();
  private readonly byName = new Map<string, DomElement[]>();

  constructor(readonly body: DomElement) {
    this.walk(body);
  }

  of(element: DomElement): Outlined {
    return this.all.get(element) ?? NOTHING;
  }

  /** All elements of a name, in reading order. */
  named(name: string): readonly DomElement[] {
    return this.byName.get(name) ?? [];
  }

  /** Whether one element stands in another, or is it. */
  holds(outer: DomElement, inner: DomElement): boolean {
    const [a, b] = [this.of(outer), this.of(inner)];
    return a.from <= b.from && b.to <= a.to && b.from >= 0;
  }

  /** By a stack of its own, since pages may be nested deeper than calls. */
  private walk(root: DomElement): void {
    let order = 0;
    const stack: { element: DomElement; counted: Outlined; inLink: boolean; next: Iterator<unknown> }[] = [];
    const enter = (element: DomElement, inLink: boolean) => {
      const counted: Outlined = { ...NOTHING, from: order++ };
      this.all.set(element, counted);
      const { localName } = element;
      const others = this.byName.get(localName);
      if (others) others.push(element);
      else this.byName.set(localName, [element]);
      const isLink = localName === 'a';
      if (isLink) counted.links = 1;
      if (/^(?:form|input|textarea|select)$/.test(localName)) counted.hasField = isField(element);
      counted.hasControl = isLink || counted.hasField || localName === 'button';
      stack.push({ element, counted, inLink: inLink || isLink, next: childrenOf(element)[Symbol.iterator]() });
    };
    enter(root, false);
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const step = top.next.next();
      if (!step.done) {
        const child = step.value as DomNode;
        if (isElement(child)) {
          if (!UNREAD.test(child.localName)) enter(child, top.inLink);
        } else if (isText(child)) {
          const { length } = (child.textContent ?? '').trim();
          top.counted.letters += length;
          if (top.inLink) top.counted.linked += length;
        }
        continue;
      }
      const { counted } = top;
      counted.to = order++;
      stack.pop();
      const outer = stack.at(-1)?.counted;
      if (!outer) continue;
      outer.letters += counted.letters;
      outer.linked += counted.linked;
      outer.links += counted.links;
      outer.hasField ||= counted.hasField;
      outer.hasControl ||= counted.hasControl;
    }
  }
}

function isField(element: DomElement): boolean {
  return !/^(?:hidden|submit|button)$/i.test(element.getAttribute('type') ?? '');
}
