import type MarkdownIt from 'markdown-it';

/*
 * What people write in Markdown besides what CommonMark has: GitHub's alerts and tasks, the attributes of headings, and
 * the links between notes.
 */

/**
 * GitHub's alerts, and the callouts of note-taking programs: a quotation that begins with `[!NOTE]` quotes nobody, and its
 * first line is a label.
 */
export function withAlerts(html: string): string {
  return html.replace(
    /<blockquote>\s*<p>\[!([a-z]{2,20})\][+-]?([^\n<]*)(?:\n|(?=<))([\s\S]*?)<\/blockquote>/gi,
    (whole, kind: string, title: string, rest: string) => {
      // What is said to be a quotation is one.
      if (/^(?:quote|cite)$/i.test(kind)) return whole.replace(/\[![^\]]*\][+-]?[ \t]*/, '');
      const label = title.trim() || `${kind.charAt(0).toUpperCase()}${kind.slice(1).toLowerCase()}`;
      const text = rest.startsWith('</p>') ? rest.slice('</p>'.length) : `<p>${rest}`;
      return `<div><p><strong>${label}</strong></p>${text}</div>`;
    },
  );
}

/** `{#findings .wide}` behind a heading. */
const ATTRIBUTES = /[ \t]+\{[ \t]*[#.:]?[\w-][^{}]{0,120}\}$/;
/** `[ ] ` and `[x] ` at the beginning of an item. */
const TASK = /^\[([ xX])\][ \t]+/;
/** `[[Note]]`, `[[Note|what it is called here]]`, `[[Note#Part]]`; `![[map.png]]` shows a picture. */
const BETWEEN_NOTES = /^!?\[\[([^\][|\n]{1,200})(?:\|([^\][\n]{1,200}))?\]\]/;
const PICTURE = /\.(?:png|jpe?g|gif|webp)$/i;
/** `==of weight==`. */
const STRESSED = /^==(?=\S)([^=\n]{1,500}\S|[^=\s])==/;

/** Teaches the parser of Markdown to read these. */
export function withHabits(markdown: MarkdownIt): void {
  markdown.core.ruler.after('block', 'habits', ({ tokens }) => {
    tokens.forEach((token, at) => {
      if (token.type !== 'inline') return;
      if (tokens[at - 1]?.type === 'heading_open') token.content = token.content.replace(ATTRIBUTES, '');
      if (tokens[at - 2]?.type === 'list_item_open')
        token.content = token.content.replace(TASK, (_, sign: string) => (sign === ' ' ? '\u2610 ' : '\u2611 '));
    });
  });
  markdown.inline.ruler.before('image', 'between-notes', (state, silent) => {
    const found = BETWEEN_NOTES.exec(state.src.slice(state.pos, state.pos + LONGEST));
    if (!found) return false;
    const [whole, target = '', label = target] = found;
    if (!silent && whole.startsWith('!') && PICTURE.test(target)) {
      const picture = state.push('image', 'img', 0);
      picture.attrs = [
        ['src', target],
        ['alt', ''],
      ];
      picture.children = [];
    } else if (!silent) state.push('text', '', 0).content = label;
    state.pos += found[0].length;
    return true;
  });
  markdown.inline.ruler.before('emphasis', 'stressed', (state, silent) => {
    const found = STRESSED.exec(state.src.slice(state.pos, state.pos + LONGEST_STRESSED));
    if (!found) return false;
    if (!silent) {
      state.push('em_open', 'em', 1);
      state.push('text', '', 0).content = found[1] ?? '';
      state.push('em_close', 'em', -1);
    }
    state.pos += found[0].length;
    return true;
  });
}

/** No longer stretch is looked at, so that a line of brackets takes no longer than another. */
const LONGEST = 410;
const LONGEST_STRESSED = 510;
