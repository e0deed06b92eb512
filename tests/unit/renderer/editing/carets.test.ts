import { EditorState, TextSelection } from 'prosemirror-state';
import type { DecorationSet, EditorView } from 'prosemirror-view';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { bound } from '../../../../renderer/editing/binding.ts';
import { caretsPlugin, ownCaret, showCarets } from '../../../../renderer/editing/carets.ts';
import { articleOf } from '../../../../shared/article/blocks.ts';
import { BODY, writeSharedArticle } from '../../../../shared/article/shared-article.ts';

/** An editor's state without a page, on a replica of its own. */
class Editor {
  state: EditorState;

  constructor(readonly doc: Y.Doc) {
    const { doc: article, plugin } = bound(doc.getXmlFragment(BODY));
    this.state = EditorState.create({ doc: article, plugins: [plugin, caretsPlugin()] });
  }

  dispatch(transaction: EditorState['tr']): void {
    this.state = this.state.apply(transaction);
  }

  select(anchor: number, head: number): void {
    this.dispatch(this.state.tr.setSelection(TextSelection.create(this.state.doc, anchor, head)));
  }

  /** Where carets and selections of others are drawn. */
  get drawn(): [number, number][] {
    const plugin = this.state.plugins.find((each) => (each as { key?: string }).key?.startsWith('carets'));
    const set = plugin?.getState(this.state) as DecorationSet;
    return set.find().map(({ from, to }) => [from, to]);
  }

  get view(): EditorView {
    return this as unknown as EditorView;
  }
}

function replicas(): [Editor, Editor] {
  const first = new Y.Doc();
  const article = articleOf([
    { type: 'title', text: 'Ferry' },
    { type: 'paragraph', text: 'Crews will not sail.' },
  ]);
  writeSharedArticle(article, first.getXmlFragment(BODY));
  const second = new Y.Doc();
  Y.applyUpdate(second, Y.encodeStateAsUpdate(first));
  return [new Editor(first), new Editor(second)];
}

const bo = { name: 'Bo Tan', colour: '#a81f68' };

test('a caret and a selection are drawn where they are, and stay with their words', () => {
  const [ann, his] = replicas();
  his.select(8, 13);
  const caret = ownCaret(his.state);
  if (!caret) throw new Error('He has no caret.');
  showCarets(ann.view, [{ window: 1, person: bo, caret }]);
  expect(ann.drawn.toSorted((a, b) => a[0] - b[0])).toEqual([
    [8, 13],
    [13, 13],
  ]);
  ann.dispatch(ann.state.tr.insertText('Now, ', 8));
  expect(ann.drawn.toSorted((a, b) => a[0] - b[0])).toEqual([
    [13, 18],
    [18, 18],
  ]);
  showCarets(ann.view, []);
  expect(ann.drawn).toEqual([]);
});

test('what somebody else sends as a caret and isn’t one is not drawn', () => {
  const [ann] = replicas();
  for (const position of ['', 'AAAA', '////', 'x'.repeat(100)]) {
    const caret = { anchor: position, head: position };
    showCarets(ann.view, [{ window: 1, person: bo, caret }]);
    expect(ann.drawn).toEqual([]);
  }
});
