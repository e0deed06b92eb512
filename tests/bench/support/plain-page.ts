/** What Briefmark's page is compared with: a bare ProseMirror view with one decoration for each highlight. */
import { EditorState, Plugin } from 'prosemirror-state';
import { Decoration, DecorationSet, EditorView } from 'prosemirror-view';
import { articleSchema } from '../../../shared/article/schema.ts';

/** An article as ProseMirror's JSON, and its highlights as positions in it. */
export interface PlainData {
  article: unknown;
  highlights: { from: number; to: number }[];
}

declare global {
  var showPlain: (data: PlainData) => void;
}

globalThis.showPlain = ({ article, highlights }) => {
  const doc = articleSchema.nodeFromJSON(article);
  const marks = highlights.map(({ from, to }) => Decoration.inline(from, to, { nodeName: 'mark' }));
  const drawn: Plugin<DecorationSet> = new Plugin<DecorationSet>({
    state: {
      init: () => DecorationSet.create(doc, marks),
      apply: (tr, set) => set.map(tr.mapping, tr.doc),
    },
    props: { decorations: (state) => drawn.getState(state) },
  });
  const attributes = { class: 'article' };
  new EditorView(document.body, { state: EditorState.create({ doc, plugins: [drawn] }), attributes });
};
