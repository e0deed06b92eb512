import { Fragment, type Node } from 'prosemirror-model';
import type { Suggestion } from '../model/entry.ts';
import { fromMarkdown } from './from-markdown.ts';
import { commentSchema } from './schema.ts';
import { toMarkdown } from './to-markdown.ts';

/** What a comment suggests, in words, where no difference can be shown. */
function suggestionWords({ before, after }: Suggestion): string {
  return `Suggests: “${after}” instead of “${before}”`;
}

/** A comment's document with what it suggests as its last paragraph. */
function withSuggestion(doc: Node, suggests: Suggestion): Node {
  const said = doc.textContent === '' && doc.childCount === 1 ? Fragment.empty : doc.content;
  const paragraph = commentSchema.nodes.paragraph.create(null, commentSchema.text(suggestionWords(suggests)));
  return doc.copy(said.addToEnd(paragraph));
}

/** A comment's Markdown with what it suggests as its last paragraph. */
export function bodyWithSuggestion(body: string, suggests: Suggestion | undefined): string {
  return suggests ? toMarkdown(withSuggestion(fromMarkdown(body), suggests)) : body;
}
