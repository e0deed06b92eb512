import { Fragment, type Node } from 'prosemirror-model';

/*
 * Characters that XML, and so Word, Excel and XHTML, can't hold: controls other than tab and line feed, lone
 * surrogates, and the two non-characters. Each becomes U+FFFD, one for one, so that offsets stay what they are.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNFIT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g;

/** Text that every format can hold, as long as it was. Carriage returns become line feeds. */
export function wellFormedText(text: string): string {
  const formed = text.isWellFormed() ? text : text.toWellFormed();
  return formed.search(UNFIT) < 0 ? formed : formed.replace(UNFIT, (bad) => (bad === '\r' ? '\n' : '\ufffd'));
}

/** A document whose text every format can hold; the same object where it is so already. */
export function wellFormedNode(node: Node): Node {
  if (node.isText) {
    const text = node.text ?? '';
    const formed = wellFormedText(text);
    return formed === text ? node : node.type.schema.text(formed, node.marks);
  }
  let changed = false;
  const children: Node[] = [];
  node.forEach((child) => {
    const formed = wellFormedNode(child);
    changed ||= formed !== child;
    children.push(formed);
  });
  return changed ? node.copy(Fragment.fromArray(children)) : node;
}

const OPENING = /[\u202a\u202b\u202d\u202e\u2066\u2067\u2068]/u;
const ISOLATE = /[\u2066\u2067\u2068]/u;

/**
 * Closes the bidirectional embeddings and isolates that a text leaves open, so that what stands behind it on the same
 * line isn't turned round. A line end closes them by itself.
 */
export function closeBidi(text: string): string {
  if (!OPENING.test(text)) return text;
  let open: string[] = [];
  for (const character of text) {
    if (character === '\n') open = [];
    else if (OPENING.test(character)) open.push(ISOLATE.test(character) ? '\u2069' : '\u202c');
    else if (character === open.at(-1)) open.pop();
    else if (character === '\u2069' && open.includes(character)) open = open.slice(0, open.lastIndexOf(character));
  }
  return text + open.reverse().join('');
}
