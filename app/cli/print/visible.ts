import { findHidden } from '../../../shared/hidden-characters.ts';

/**
 * A text for a person at a terminal: hidden characters stand as their code, such as ⟨U+202E⟩. Line ends and tabs stay.
 * A terminal would obey some of them: an escape sequence can rewrite what stands above it.
 */
export function visible(text: string): string {
  let shown = '';
  let reached = 0;
  for (const { from, to } of findHidden(text)) {
    const code = (text.codePointAt(from) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    shown += `${text.slice(reached, from)}⟨U+${code}⟩`;
    reached = to;
  }
  return shown + text.slice(reached);
}

/** The same for a text that has one line only, such as a name: what would begin another one stands as its code too. */
export function visibleLine(text: string): string {
  return visible(text).replace(/[\n\t]/g, (character) => (character === '\n' ? '⟨U+000A⟩' : '⟨U+0009⟩'));
}
