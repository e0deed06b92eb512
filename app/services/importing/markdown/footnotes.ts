import type MarkdownIt from 'markdown-it';

/** More notes than this are another thing; they stay as they are written. */
const MAX_NOTES = 5_000;
const DEFINITION = /^ {0,3}\[\^([^\]\s]{1,100})\]:[ \t]*(.*)$/;

/**
 * Takes the definitions of footnotes out of a text in Markdown and turns the references to them into raised numbers.
 *
 * markdown-it's own plugin for this isn't kept up. Notes that are called by numbers keep them; where one has a name, all
 * are numbered in the order in which the text names them, as GitHub does.
 *
 * @returns the text without the definitions, and these as a list of notes in HTML
 */
export function withFootnotes(markdown: MarkdownIt, text: string): { rest: string; definitions: string } {
  const notes = new Map<string, string[]>();
  const kept: string[] = [];
  let open: string[] | undefined;
  let fence = '';
  for (const line of text.split('\n')) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (fence === '' && mark) fence = mark;
    else if (fence !== '' && mark.startsWith(fence)) fence = '';
    const found = fence === '' ? DEFINITION.exec(line) : null;
    if (found && notes.size < MAX_NOTES && !notes.has(found[1] ?? '')) {
      open = [found[2] ?? ''];
      notes.set(found[1] ?? '', open);
    } else if (
      open &&
      (/^(?: {4}|\t)/.test(line) || (line !== '' && open.at(-1) !== '' && !/^\s*(?:[#>*+-]|\d+\.)/.test(line)))
    ) {
      open.push(line.replace(/^(?: {1,4}|\t)/, ''));
    } else if (open && line === '') {
      open.push('');
    } else {
      open = undefined;
      kept.push(line);
    }
  }
  if (notes.size === 0) return { rest: text, definitions: '' };
  const numbers = numbersOf([...notes.keys()], kept.join('\n'));
  const numberOf = (name: string) => numbers.get(name) ?? name;
  markdown.inline.ruler.before('link', 'footnote', (state, silent) => {
    const match = /^\[\^([^\]\s]{1,100})\]/.exec(state.src.slice(state.pos, state.pos + 110));
    if (!match || !notes.has(match[1] ?? '')) return false;
    if (!silent) {
      state.push('sup_open', 'sup', 1);
      state.push('text', '', 0).content = numberOf(match[1] ?? '');
      state.push('sup_close', 'sup', -1);
    }
    state.pos += match[0].length;
    return true;
  });
  const items = [...notes]
    .sort(([a], [b]) => Number(numberOf(a)) - Number(numberOf(b)))
    .map(
      ([name, lines]) => `<li data-note="${markdown.utils.escapeHtml(name)}">${markdown.render(lines.join('\n'))}</li>`,
    );
  return { rest: kept.join('\n'), definitions: `<ol class="footnotes">${items.join('')}</ol>` };
}

/** What each note is called: its own number, or the one that it has by where it is named first; unnamed ones come last. */
function numbersOf(names: readonly string[], text: string): Map<string, string> {
  if (names.every((name) => /^\d+$/.test(name))) return new Map(names.map((name) => [name, name]));
  const known = new Set(names);
  const named = [...text.matchAll(/\[\^([^\]\s]{1,100})\]/g)].flatMap(([, name = '']) =>
    known.has(name) ? [name] : [],
  );
  return new Map([...new Set([...named, ...names])].map((name, at) => [name, String(at + 1)]));
}
