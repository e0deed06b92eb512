import type { Node } from 'prosemirror-model';
import { prosemirrorToYXmlFragment, yXmlFragmentToProsemirrorJSON } from 'y-prosemirror';
import type * as Y from 'yjs';
import { articleFromJson, articleSchema } from './schema.ts';

/** The name of the Y.XmlFragment that holds an article. */
export const BODY = 'body';
/** The name of the Y.Map that describes an article. */
export const META = 'meta';

interface NodeJson {
  type?: string;
  content?: NodeJson[];
  marks?: { type: string }[];
}

/**
 * Reads a shared article without changing it.
 *
 * y-prosemirror's own reader deletes what doesn't fit the schema, and syncs the deletion; this one refuses the whole.
 *
 * @throws {RangeError} where something in it doesn't fit the schema
 */
export function readSharedArticle(body: Y.XmlFragment): Node {
  const json = yXmlFragmentToProsemirrorJSON(body) as NodeJson;
  sortMarks(json);
  return articleFromJson(json);
}

/**
 * Reads one block of a shared article without changing it.
 *
 * @throws {RangeError} where it doesn't fit the schema
 */
export function readSharedBlock(block: Y.XmlElement): Node {
  const alone = { toArray: () => [block] } as unknown as Y.XmlFragment;
  const [json] = (yXmlFragmentToProsemirrorJSON(alone) as NodeJson).content ?? [];
  sortMarks(json as NodeJson);
  const node = articleSchema.nodeFromJSON(json);
  node.check();
  return node;
}

/** Writes an article into an empty fragment, in one transaction. */
export function writeSharedArticle(doc: Node, body: Y.XmlFragment): void {
  prosemirrorToYXmlFragment(doc, body);
}

/** Yjs keeps a text's marks without an order; ProseMirror demands the schema's. */
function sortMarks(node: NodeJson): void {
  const ranks = Object.keys(articleSchema.marks);
  node.marks?.sort((a, b) => ranks.indexOf(a.type) - ranks.indexOf(b.type));
  node.content?.forEach(sortMarks);
}
