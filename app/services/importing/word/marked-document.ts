/*
 * mammoth reads a document's text well, but knows nothing of where comments stand, and takes tracked changes as if all
 * were accepted without a word. So these places are written into the document as signs in its text, which come out in
 * mammoth's HTML where they went in.
 */

/** A change that somebody made with tracking on, and where: between the marks `change:N` and `change-end:N`. */
export interface Change {
  what: 'inserted' | 'deleted' | 'moved here' | 'moved away';
  author: string;
  at?: number;
  text: string;
}

/** Around the name of a mark. Unicode gives them to programs for their own use and to no text. */
const OPEN = '\ufdd0';
const CLOSE = '\ufdd1';
const SIGN = /\ufdd0([a-z0-9:-]{1,60})\ufdd1/gu;

/** More are no review but another text. */
export const MAX_CHANGES = 2_000;

/** An element's beginning or end: whether it closes, its prefix, its name, its attributes. */
export const TOKEN =
  /<(?:!--[\s\S]*?-->|\?[\s\S]*?\?>|!\[CDATA\[[\s\S]*?\]\]>|(\/?)([\w.-]+:)?([\w.-]+)((?:"[^"]*"|'[^']*'|[^>"'])*)>)/gu;

/**
 * Writes the marks into a document's XML, which has been found to be well-formed.
 *
 * @returns the XML and the changes, in order
 */
export function markDocument(xml: string): { xml: string; changes: Change[] } {
  const changes: Change[] = [];
  const out: string[] = [];
  const source = xml.replace(/[\ufdd0\ufdd1]/gu, '');
  let from = 0;
  /** The changes that are open, and the deleted ones' text. */
  const open: (Change | undefined)[] = [];
  let inDeletedText = false;
  const deleted = () => open.findLast((change) => change?.what === 'deleted');
  for (const match of source.matchAll(TOKEN)) {
    const [token, closing, prefix = '', name, rest = ''] = match;
    const between = source.slice(from, match.index);
    if (inDeletedText) addTo(deleted(), between);
    else if (open.length > 0 && !between.includes('<')) addTo(open.findLast(Boolean), between);
    out.push(between);
    from = match.index + token.length;
    const isEmpty = /\/\s*$/u.test(rest);
    if (name === 'commentRangeStart') out.push(sign(prefix, `start:${attribute(rest, 'id')}`), token);
    else if (name === 'commentRangeEnd') out.push(token, sign(prefix, `end:${attribute(rest, 'id')}`));
    else if (name === 'commentReference')
      out.push(token, `<${prefix}t>${named(`ref:${attribute(rest, 'id')}`)}</${prefix}t>`);
    else if (name === 'delText') {
      inDeletedText = !closing && !isEmpty;
      out.push(token);
    } else if ((name === 'ins' || name === 'del' || name === 'moveTo' || name === 'moveFrom') && !isEmpty) {
      if (closing) {
        const change = open.pop();
        const index = change ? changes.indexOf(change) : -1;
        out.push(token, change && isShown(change) ? sign(prefix, `change-end:${index}`) : '');
      } else {
        const change = changes.length < MAX_CHANGES ? changeOf(name, rest) : undefined;
        if (change) changes.push(change);
        open.push(change);
        out.push(change ? sign(prefix, `change:${changes.length - 1}`) : '', token);
      }
    } else out.push(token);
  }
  out.push(source.slice(from));
  return { xml: out.join(''), changes };
}

/** The marks of a text as elements of HTML. */
export function withMarks(html: string, element: string): string {
  return html.replace(SIGN, (_, name: string) => {
    const isEnd = /^(?:end|change-end|ref):/u.test(name);
    return `<${element} name="${name}"${isEnd ? ' ending' : ''}></${element}>`;
  });
}

const WHAT: Readonly<Record<string, Change['what']>> = {
  ins: 'inserted',
  del: 'deleted',
  moveTo: 'moved here',
  moveFrom: 'moved away',
};

/** Whether a change's words stand in the text where all changes are accepted. */
export function isShown({ what }: Change): boolean {
  return what === 'inserted' || what === 'moved here';
}

function changeOf(name: string, rest: string): Change {
  const at = Date.parse(attribute(rest, 'date'));
  return {
    what: WHAT[name] ?? 'inserted',
    author: unescaped(attribute(rest, 'author')),
    ...(Number.isNaN(at) ? {} : { at }),
    text: '',
  };
}

function addTo(change: Change | undefined, text: string): void {
  if (change && change.text.length < MAX_TEXT) change.text += unescaped(text);
}

/** A change that is longer is told by its beginning. */
const MAX_TEXT = 2_000;

/** A run of text with a mark. */
export function sign(prefix: string, name: string): string {
  return `<${prefix}r><${prefix}t>${named(name)}</${prefix}t></${prefix}r>`;
}

function named(name: string): string {
  return /^[a-z0-9:-]{1,60}$/u.test(name) ? `${OPEN}${name}${CLOSE}` : '';
}

/** An element's attributes by their names without prefix. */
export function attributesOf(rest: string): Record<string, string> {
  const found: Record<string, string> = Object.create(null);
  for (const [, name = '', double, single] of rest.matchAll(/(?:^|[\s:])([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu))
    found[name] = double ?? single ?? '';
  return found;
}

function attribute(rest: string, name: string): string {
  return attributesOf(rest)[name] ?? '';
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/giu, (whole, decimal: string, hex: string, name: string) => {
    if (name) return ENTITIES[name] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
