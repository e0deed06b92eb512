import type { EditorView } from 'prosemirror-view';
import { useEffect, useState } from 'react';
import { articleSchema } from '../../shared/article/schema.ts';
import { MAX_ALT_LENGTH } from '../../shared/images/image.ts';
import { words } from '../words/words.ts';

/** Where the caret is in a figure: the line that says what its picture shows. */
export function FigureWords({ view }: { view: EditorView }) {
  const at = figureAt(view);
  const alt = at === undefined ? '' : (view.state.doc.nodeAt(at)?.attrs.alt as string);
  const [typed, setTyped] = useState(alt);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another figure, another text.
  useEffect(() => setTyped(alt), [alt, at]);
  if (at === undefined) return null;
  const commit = () => {
    const said = typed.trim();
    if (said !== view.state.doc.nodeAt(at)?.attrs.alt) view.dispatch(view.state.tr.setNodeAttribute(at, 'alt', said));
  };
  return (
    <input
      className="edit-bar-alt"
      aria-label={words.editing.alt}
      placeholder={words.editing.alt}
      value={typed}
      maxLength={MAX_ALT_LENGTH}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        // Else the key would go on to part the caption.
        event.preventDefault();
        commit();
        view.focus();
      }}
    />
  );
}

function figureAt({ state }: EditorView): number | undefined {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    if ($from.node(depth).type === articleSchema.nodes.figure) return $from.before(depth);
  }
  return undefined;
}
