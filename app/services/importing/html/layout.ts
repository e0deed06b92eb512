import { isBareName } from '../../../../shared/importing/rules/byline.ts';
import { isCredit } from '../../../../shared/importing/rules/credit.ts';
import { childrenOf, type DomElement, isElement, isText, shortText } from './dom.ts';
import { namesOf } from './names.ts';

/*
 * What a style sheet would do to a page, as far as its markup lets one guess: which lines stand beside one another, what
 * frames a picture.
 */

/** What stands between lines that are laid beside one another. */
export const SEPARATOR = /^[·•|/—–,-]$/u;
const PARTS_LINES = 'Stands between the lines of the page.';
export const BETWEEN_LINES = { leftOut: PARTS_LINES, whole: true, within: [], marks: [] };

/** Longer ones are text. */
const LONGEST_PART = 80;
const LONGEST_LINE = 300;

/**
 * Whether the children of an element are lines of their own: where nothing stands between them, not even a space, their
 * words would run into one another unless a style sheet laid them apart (“森下かおり” and “2031年5月20日”).
 */
export function isLaidApart(element: DomElement): boolean {
  if (/^(?:p|td|th|li|caption|figcaption|legend|dt|dd)$/.test(element.localName) || element.children.length < 2)
    return false;
  if (shortText(element, LONGEST_LINE) === undefined) return false;
  let touching = false;
  let before = '';
  for (const child of childrenOf(element)) {
    const text = child.textContent ?? '';
    if (text === '') continue;
    if (isElement(child) && /^(?:div|p|ul|h[1-6]|section|header)$/.test(child.localName)) {
      before = '';
      continue;
    }
    const isInline = isElement(child) && /^(?:span|a|time|button|small|label|address)$/.test(child.localName);
    const isBetween = isText(child) && (text.trim() === '' || SEPARATOR.test(text.trim()));
    if (!(isInline || isBetween) || text.length > LONGEST_PART || /[\p{L}\p{N}][.!?]\s*$/u.test(text)) return false;
    if (isElement(child) && child.querySelector('img, br, p, div')) return false;
    touching ||= /[\p{L}\p{N}]$/u.test(before) && /^[\p{L}\p{N}·•|—–.…]/u.test(text);
    before = text;
  }
  return touching;
}

/** What pages call the frame of a picture. */
const FRAME =
  /(?:^|[\s_-])(?:photo|picture|image|img|foto|bild|illustration|article-media|article-image)(?=$|[\s_-])/iu;

/** Whether an element is a picture with the line below it, by its name and by holding no more than that. */
export function isPictureFrame(element: DomElement): boolean {
  const text = shortText(element, LONGEST_LINE)?.trim();
  if (!text || !FRAME.test(namesOf(element)) || element.querySelector('figure, h1, h2, h3, ul, ol, table, div div div'))
    return false;
  const pictures = element.querySelectorAll('img, amp-img');
  return pictures.length === 1 && !isBareName(text);
}

/** An element of a caption that says nothing but who took the picture: as credits do, or with a name at its end. */
export function isCreditIn(element: DomElement): boolean {
  if (!/^(?:span|small|cite|em|i|b|p|div)$/.test(element.localName)) return false;
  const text = shortText(element, LONGEST_CREDIT)?.trim();
  if (!text) return false;
  return isCredit(text) || (isBareName(text) && isLastOfSeveral(element));
}

const LONGEST_CREDIT = 120;

function isLastOfSeveral(element: DomElement): boolean {
  const { parentNode: parent } = element;
  return parent?.children[parent.children.length - 1] === element && parent.children.length > 1;
}
