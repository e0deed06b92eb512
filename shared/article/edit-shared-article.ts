import { diffArrays } from 'diff';
import type { Node } from 'prosemirror-model';
import * as Y from 'yjs';
import { runsBetween } from '../replacing/runs.ts';
import { articleSchema } from './schema.ts';
import { writeSharedArticle } from './shared-article.ts';

/** Which text block of the new article an old one became; a block that isn't in it is removed and put in anew. */
export type Became = ReadonlyMap<Node, Node>;

/**
 * Makes a shared article read like another, by as small changes as it can: blocks that stay keep their place, and of a
 * block whose words changed only those are touched, so that what points into it goes on pointing there. To be called
 * within a transaction.
 */
export function editSharedArticle(body: Y.XmlFragment, before: Node, after: Node, became: Became): void {
  editChildren(body, before, after, became);
}

function editChildren(shared: Y.XmlFragment, before: Node, after: Node, became: Became): void {
  const steps = stepsBetween(before, after, became);
  let at = 0;
  for (const { old, now } of steps) {
    if (!now) {
      shared.delete(at, 1);
      continue;
    }
    const there = old && shared.get(at);
    if (!old) shared.insert(at, copiesOf(writtenApart([now])));
    else if (!old.eq(now) && there instanceof Y.XmlElement) editNode(there, old, now, became);
    at++;
  }
}

/** A child that stays, perhaps changed; one that goes, without `now`; one that comes, without `old`. */
interface Step {
  old?: Node;
  now?: Node;
}

function stepsBetween(before: Node, after: Node, became: Became): Step[] {
  const [old, now] = [before.children, after.children];
  const steps: Step[] = [];
  let gap: { old: Node[]; now: Node[] } = { old: [], now: [] };
  const closeGap = () => {
    steps.push(...stepsInGap(gap.old, gap.now, became));
    gap = { old: [], now: [] };
  };
  let at = { old: 0, now: 0 };
  for (const { count, added, removed } of diffArrays([...old], [...now], { comparator: (a, b) => a.eq(b) })) {
    const [olds, nows] = [old.slice(at.old, at.old + count), now.slice(at.now, at.now + count)];
    if (added) gap.now.push(...nows);
    else if (removed) gap.old.push(...olds);
    else {
      closeGap();
      olds.forEach((node, i) => {
        steps.push({ old: node, now: nows[i] as Node });
      });
    }
    at = { old: at.old + (added ? 0 : count), now: at.now + (removed ? 0 : count) };
  }
  closeGap();
  return steps;
}

/** Of what changed between two blocks that stayed: each old one goes on as the first new one that it can have become. */
function stepsInGap(old: readonly Node[], now: readonly Node[], became: Became): Step[] {
  const steps: Step[] = [];
  let reached = 0;
  for (const node of old) {
    const next = now.findIndex((other, i) => i >= reached && canBecome(node, other, became));
    if (next < 0) {
      steps.push({ old: node });
      continue;
    }
    steps.push(...now.slice(reached, next).map((each) => ({ now: each })), { old: node, now: now[next] as Node });
    reached = next + 1;
  }
  return [...steps, ...now.slice(reached).map((each) => ({ now: each }))];
}

function canBecome(old: Node, now: Node, became: Became): boolean {
  if (old.type !== now.type) return false;
  if (old.isTextblock) return became.get(old) === now;
  const inside = new Set<Node>();
  now.descendants((node) => {
    inside.add(node);
  });
  let shared = false;
  old.descendants((node) => {
    const other = became.get(node);
    if (other && inside.has(other)) shared = true;
  });
  return shared;
}

function editNode(shared: Y.XmlElement, old: Node, now: Node, became: Became): void {
  for (const [name, value] of Object.entries(now.attrs)) {
    if (JSON.stringify(old.attrs[name]) === JSON.stringify(value)) continue;
    if (value === null) shared.removeAttribute(name);
    else shared.setAttribute(name, value as string);
  }
  const text = shared.length === 1 ? shared.get(0) : undefined;
  if (!now.isTextblock) editChildren(shared, old, now, became);
  else if (text instanceof Y.XmlText && isPlain(old) && isPlain(now) && now.content.size > 0) editText(text, now);
  else if (!old.content.eq(now.content)) {
    shared.delete(0, shared.length);
    shared.insert(0, copiesOf(writtenApart([now])[0]?.toArray() ?? []));
  }
}

/** Whether a text block holds nothing but text. */
function isPlain(block: Node): boolean {
  return block.children.every((child) => child.isText);
}

interface Inserted {
  insert: string;
  attributes?: Record<string, unknown>;
}

function editText(shared: Y.XmlText, now: Node): void {
  const wanted = deltaOf(now);
  const old = (shared.toDelta() as Inserted[]).map(({ insert }) => insert).join('');
  const text = wanted.map(({ insert }) => insert).join('');
  for (const { same, before, after } of runsBetween(old, text).reverse()) {
    if (same) continue;
    if (before.to > before.from) shared.delete(before.from, before.to - before.from);
    if (after.to > after.from) shared.insert(before.from, text.slice(after.from, after.to), {});
  }
  if (JSON.stringify(shared.toDelta()) !== JSON.stringify(wanted)) mark(shared, wanted);
}

/** Gives each stretch of a text the marks that it is to have, and takes those that it isn't. */
function mark(shared: Y.XmlText, wanted: readonly Inserted[]): void {
  const all = new Set((shared.toDelta() as Inserted[]).flatMap(({ attributes }) => Object.keys(attributes ?? {})));
  let at = 0;
  for (const { insert, attributes = {} } of wanted) {
    const none = Object.fromEntries([...all].map((name) => [name, null]));
    shared.format(at, insert.length, { ...none, ...attributes });
    at += insert.length;
  }
}

function deltaOf(block: Node): Inserted[] {
  const text = writtenApart([block])[0]?.get(0);
  return text instanceof Y.XmlText ? (text.toDelta() as Inserted[]) : [];
}

/** Nodes as Yjs types in a document of their own. */
function writtenApart(nodes: readonly Node[]): Y.XmlElement[] {
  const body = new Y.Doc().getXmlFragment('apart');
  writeSharedArticle(articleSchema.topNodeType.create(null, [...nodes]), body);
  return body.toArray().filter((type) => type instanceof Y.XmlElement);
}

/** Types as they can be put into another document. */
function copiesOf(types: readonly (Y.XmlElement | Y.XmlText | Y.XmlHook)[]): (Y.XmlElement | Y.XmlText)[] {
  return types.map((type) => type.clone() as Y.XmlElement | Y.XmlText);
}
