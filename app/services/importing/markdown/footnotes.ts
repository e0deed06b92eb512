import type MarkdownIt from 'markdown-it';

/** More notes than this are another thing; they stay as they are written. */
const MAX_NOTES = 5_000;
const DEFINITION = /^ {0,3}\[\^([^\]\s]{1,100})\]:[ \t]*(.*)$/;

/**
 * Takes the definitions of footnotes out of a text in Markdown and turns the references to them into raised numbers.
 *
 * markdown-it's own plugin for this isn't kept up and numbers notes anew; here a note is called what it is called.
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
  markdown.inline.ruler.before('link', 'footnote', (state, silent) => {
    const match = /^\[\^([^\]\s]{1,100})\]/.exec(state.src.slice(state.pos, state.pos + 110));
    if (!match || !notes.has(match[1] ?? '')) return false;
    if (!silent) {
      state.push('sup_open', 'sup', 1);
      state.push('text', '', 0).content = match[1] ?? '';
      state.push('sup_close', 'sup', -1);
    }
    state.pos += match[0].length;
    return true;
  });
  const items = [...notes].map(
    ([name, lines]) => `<li data-note="${markdown.utils.escapeHtml(name)}">${markdown.render(lines.join('\n'))}</li>`,
  );
  return { rest: kept.join('\n'), definitions: `<ol class="footnotes">${items.join('')}</ol>` };
}
