import { childrenOf, type DomDocument, type DomElement } from './dom.ts';

/*
 * Word and Outlook write pages in which everything is a paragraph; what each is, its class says (“MsoQuote”), and an
 * item of a list carries its bullet or number as text.
 */

const ITEM = /(?:^|\s)MsoListParagraph|(?:^|;)\s*mso-list:\s*(?!none|ignore)/i;
const QUOTE = /(?:^|\s)Mso(?:Intense)?Quote(?:\s|$)/;
/** “1.”, “b)”, “iv.” */
const NUMBER = /^[([]?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)\]]$/i;

/** Turns Word's paragraphs into the lists and quotations that they are. */
export function mendWordPage(document: DomDocument): void {
  let list: DomElement | undefined;
  for (const paragraph of [...document.querySelectorAll('p[class^="Mso"], p[style*="mso-list"]')]) {
    const names = paragraph.getAttribute('class') ?? '';
    if (ITEM.test(names) || ITEM.test(paragraph.getAttribute('style') ?? '')) list = asItem(document, paragraph, list);
    else if (QUOTE.test(names)) {
      const quote = document.createElement('blockquote');
      paragraph.replaceWith(quote);
      quote.appendChild(paragraph);
    }
  }
}

/** Puts a paragraph into the list before it, or into a new one; without the mark, which lists have of themselves. */
function asItem(document: DomDocument, paragraph: DomElement, before: DomElement | undefined): DomElement | undefined {
  const mark = [...paragraph.querySelectorAll('span')].find((span) =>
    /mso-list:\s*ignore/i.test(span.getAttribute('style') ?? ''),
  );
  if (!mark) return undefined;
  const isOrdered = NUMBER.test((mark.textContent ?? '').trim());
  mark.remove();
  const name = isOrdered ? 'ol' : 'ul';
  const isNext = before !== undefined && before.localName === name && paragraph.previousElementSibling === before;
  const list = isNext ? before : document.createElement(name);
  if (!isNext) paragraph.parentNode?.insertBefore(list, paragraph);
  const item = document.createElement('li');
  for (const child of [...childrenOf(paragraph)]) item.appendChild(child);
  list.appendChild(item);
  paragraph.remove();
  return list;
}
