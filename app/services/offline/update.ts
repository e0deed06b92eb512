import type { Node } from 'prosemirror-model';
import * as Y from 'yjs';
import {
  anchorAt,
  type IndexedArticle,
  isChangedPassage,
  lostAnchor,
  type Placement,
  place,
  pointedAt,
} from '../../../shared/anchors/placement.ts';
import { isQuoted } from '../../../shared/anchors/quote.ts';
import { SharedTextIndex } from '../../../shared/anchors/shared-text-index.ts';
import { TextIndex, type TextRange } from '../../../shared/anchors/text-index.ts';
import { editSharedArticle } from '../../../shared/article/edit-shared-article.ts';
import { BODY, META, readSharedArticle } from '../../../shared/article/shared-article.ts';
import type { Annotation } from '../../../shared/model/annotation.ts';
import type { Anchor } from '../../../shared/model/entry.ts';
import { MAX_NAME_LENGTH } from '../../../shared/model/entry.ts';
import type { EntryId } from '../../../shared/model/ids.ts';
import type { Fate, Stand, UpdateReport } from '../../../shared/offline/updating.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { Correspondence } from '../../../shared/replacing/correspondence.ts';
import { mayEditArticle } from '../../../shared/roles.ts';
import type { AttributedPayload, Brief } from '../brief/brief.ts';
import { describedIn } from '../brief/meta.ts';
import type { ArticleSource } from '../brief/new-brief.ts';
import { sha256Bytes } from '../crypto.ts';
import { blockChanges, leavesOf } from './block-changes.ts';

/** Counts the ways of replacing: another way under the same client id would part two copies for ever. */
const WAY_OF_REPLACING = 1;

/** The article that comes instead. */
export interface NewText {
  article: Node;
  described: ArticleSource;
}

/** What the text that goes is called from then on. */
export function versionBefore(fileName: string): string {
  return `Before “${fileName}”`;
}

/** What replacing an article does, before it is done. */
export interface UpdatePlan {
  /** The change of the article's document; absent where the new article is the same. */
  update?: Uint8Array;
  /** What else is appended: the old text's version, and passages that would not be found again by themselves. */
  payloads: AttributedPayload[];
  report: UpdateReport;
}

/**
 * Plans how an article is replaced by another one. The change of the text follows from the text as it is and the new
 * one alone, so that two people who replace the same text by the same one do the same thing.
 *
 * @param version what the text as it is now is called from then on
 * @param known where passages must be afterwards, where that is known already, by annotation
 * @throws {Refusal} where the person's role doesn't allow it
 */
export function planUpdate(
  brief: Brief,
  now: NewText,
  { version, author, known }: { version: string; author: string; known?: ReadonlyMap<EntryId, (TextRange | null)[]> },
): UpdatePlan {
  const role = brief.notes.people.roleOf(author as Annotation['by']);
  if (!mayEditArticle(role)) {
    throw new Refusal(
      'not-allowed',
      `Your role in this brief is ${role}; only editors and owners change the article. Ask an owner.`,
    );
  }
  const stage = new Y.Doc();
  Y.applyUpdate(stage, Y.encodeStateAsUpdate(brief.text));
  const correspondence = new Correspondence(brief.index.text, new TextIndex(now.article));
  const update = replacing(stage, brief, now, correspondence);
  const index = indexed(stage);
  const fates: Fate[] = [];
  const payloads: AttributedPayload[] = [];
  for (const annotation of brief.notes.annotations.values()) {
    const before = brief.placements.get(annotation.id) ?? { state: 'pending' };
    const wanted = known?.get(annotation.id);
    const anchors = annotation.anchors.map((anchor, i) => {
      const old = 'ranges' in before ? before.ranges[i] : undefined;
      if (wanted) return carried(anchor, wanted[i] ?? undefined, index);
      // One that wasn't found in the old text may well be found in the new one.
      return old ? carried(anchor, correspondence.carry(old), index) : anchor;
    });
    if (anchors.some((anchor, i) => anchor !== annotation.anchors[i]))
      payloads.push({ type: 'placed', annotation: annotation.id, anchors });
    if (!annotation.withdrawn) fates.push(fateOf(annotation, before, anchors, brief, index));
  }
  stage.destroy();
  const count = (state: Placement['state']) => fates.filter(({ after }) => after.placement === state).length;
  return {
    ...(update ? { update } : {}),
    payloads: update ? [{ type: 'version', name: version.slice(0, MAX_NAME_LENGTH).trim() }, ...payloads] : [],
    report: {
      placed: count('placed') + count('whole'),
      moved: count('moved'),
      orphaned: count('orphaned'),
      annotations: fates,
      blocks: blockChanges(brief.index.text, index.text, correspondence.pairs),
    },
  };
}

/** Changes a copy of the article's document; undefined where nothing changes. */
function replacing(
  stage: Y.Doc,
  brief: Brief,
  { article, described }: NewText,
  { pairs }: Correspondence,
): Uint8Array | undefined {
  const old = brief.article;
  const meta = stage.getMap(META);
  const wanted = described as Record<string, unknown>;
  const differing = [...new Set([...Object.keys(describedIn(brief.meta)), ...Object.keys(described)])].filter(
    (key) => JSON.stringify(meta.get(key)) !== JSON.stringify(wanted[key]),
  );
  if (old.eq(article)) return undefined;
  const base = Y.encodeSnapshot(Y.snapshot(stage));
  const hash = sha256Bytes(
    Buffer.concat([base, Buffer.from(JSON.stringify([WAY_OF_REPLACING, article.toJSON(), described]))]),
  );
  // A client id is a number of 32 bits, and not 0.
  stage.clientID = Number.parseInt(hash.slice(0, 8), 16) || 1;
  const [olds, nows] = [leavesOf(old), leavesOf(article)];
  const became = new Map(
    pairs.filter(({ moved }) => !moved).map(({ before, after }) => [olds[before] as Node, nows[after] as Node]),
  );
  const before = Y.encodeStateVector(stage);
  stage.transact(() => {
    editSharedArticle(stage.getXmlFragment(BODY), old, article, became);
    for (const key of differing.sort()) {
      if (wanted[key] === undefined) meta.delete(key);
      else meta.set(key, wanted[key]);
    }
    meta.set(`${REPLACED}${hash}`, replacementsIn(meta));
  });
  if (!readSharedArticle(stage.getXmlFragment(BODY)).eq(article))
    throw new Error('The replaced article is not the new one.');
  return Y.encodeStateAsUpdate(stage, before);
}

/** What begins the key under which an article's description names a replacement, with those that were before it. */
const REPLACED = 'replaced:';

/** The replacements that an article went through, by their hashes. */
export function replacementsIn(meta: Y.Map<unknown>): string[] {
  return [...meta.keys()]
    .filter((key) => key.startsWith(REPLACED))
    .map((key) => key.slice(REPLACED.length))
    .sort();
}

function indexed(doc: Y.Doc): IndexedArticle {
  const body = doc.getXmlFragment(BODY);
  return { doc, text: new TextIndex(readSharedArticle(body)), shared: new SharedTextIndex(body) };
}

/** The anchor with which a passage is found where it must be: the one that there is, if it leads there by itself. */
function carried(anchor: Anchor, wanted: TextRange | undefined, index: IndexedArticle): Anchor {
  if (!wanted) return lostAnchor(anchor);
  const pointed = pointedAt(index, anchor);
  if (pointed?.from === wanted.from && pointed.to === wanted.to) {
    const words = index.text.slice(wanted);
    if (isQuoted(words, anchor.quote)) return anchor;
    if (isChangedPassage(words, anchor) && !index.text.text.includes(anchor.quote.exact)) return anchor;
  }
  return anchorAt(index, wanted);
}

function fateOf(
  { id }: Annotation,
  before: Placement,
  carriedAnchors: readonly Anchor[],
  brief: Brief,
  index: IndexedArticle,
): Fate {
  const after = place(index, carriedAnchors);
  const [old, now] = [first(before), first(after)];
  const distance = old && now ? index.text.blockNumberAt(now.from) - brief.index.text.blockNumberAt(old.from) : 0;
  return { id, before: stand(before, brief.index.text), after: stand(after, index.text), distance };
}

function first(placement: Placement): TextRange | undefined {
  return ('ranges' in placement && placement.ranges[0]) || undefined;
}

function stand(placement: Placement, text: TextIndex): Stand {
  const range = first(placement);
  if (range) return { placement: placement.state, quote: text.slice(range), offset: range.from };
  return { placement: placement.state, quote: null, offset: null };
}
