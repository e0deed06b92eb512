import * as Y from 'yjs';
import { articleSchema } from '../../shared/article/schema.ts';
import { BODY, META, readSharedBlock } from '../../shared/article/shared-article.ts';
import { copyJson } from '../../shared/model/canonical.ts';
import { mayEditArticle, type Role } from '../../shared/roles.ts';
import type { BriefIdentity } from '../services/brief/brief.ts';
import { type BriefMeta, readMeta } from '../services/brief/meta.ts';
import { MAX_BLOCK_DEPTH } from './limits.ts';
import type { Sender } from './notes-admission.ts';
import { NotAdmitted, type Staged, StagedDocument, type Verdict } from './staged-document.ts';

/** What an article's document can hold, apart from values of attributes and of its description. */
const CONTENTS = [Y.ContentString, Y.ContentFormat, Y.ContentType, Y.ContentDeleted];

/** Judges updates of a brief's article: by editors and owners, and whatever is touched fits the schema afterwards. */
export class TextAdmission {
  readonly document = new StagedDocument((doc) => {
    doc.getXmlFragment(BODY);
    doc.getMap(META);
  });

  /** @param roleOf a member's role now; `removed` for anybody else */
  constructor(
    private readonly brief: BriefIdentity,
    private readonly roleOf: (person: Sender['person']) => Role,
  ) {}

  /** Judges an update as a whole. What it admits is in `document` at once. */
  take(update: Uint8Array, { person, isFull }: Sender): Verdict {
    const role = this.roleOf(person);
    const check = () => {
      if (!mayEditArticle(role)) throw new NotAdmitted('role');
      if (isFull) throw new NotAdmitted('quota');
    };
    // An owner gives back what a relay lost, also what others wrote.
    return this.document.take(update, person, role === 'owner', check, (staged, stage) => {
      this.judge(staged, stage, role);
      return { entries: [], erased: [] };
    });
  }

  /** The article's title; empty until it is here. */
  title(): string {
    const blocks = this.document.admitted.getXmlFragment(BODY).toArray();
    const title = blocks.find((block) => block instanceof Y.XmlElement && block.nodeName === 'title');
    return title instanceof Y.XmlElement ? readSharedBlock(title).textContent : '';
  }

  private judge({ transaction, items }: Staged, stage: Y.Doc, role: Role): void {
    const body = stage.getXmlFragment(BODY);
    const meta = stage.getMap(META);
    if ([...stage.share.keys()].some((root) => root !== BODY && root !== META)) throw new NotAdmitted('place');
    if (body._map.size > 0 || meta._start) throw new NotAdmitted('place');
    const blocks = new Set<Y.Item>();
    const touch = (item: Y.Item) => {
      const block = topItem(item, body);
      if (block && !block.deleted) blocks.add(block);
    };
    for (const item of items) {
      if (item.deleted) continue;
      if (!isArticleItem(item, meta)) throw new NotAdmitted('schema');
      touch(item);
    }
    for (const type of transaction.changed.keys()) if (type._item) touch(type._item);
    for (const block of blocks) if (!isBlock(block)) throw new NotAdmitted('schema');
    if (transaction.changed.has(meta as never) || meta.size === 0) this.judgeMeta(meta, role);
  }

  private judgeMeta(meta: Y.Map<unknown>, role: Role): void {
    const before = describes(this.document.admitted.getMap(META));
    const after = describes(meta);
    const { id, founder, nonce } = this.brief;
    const isThis = after?.brief === id && after.founder === founder && after.nonce === nonce;
    if (!after || !isThis || [...meta.values()].some((value) => copyJson(value) === undefined))
      throw new NotAdmitted('schema');
    // Another format shuts out everybody who hasn't its version.
    if (before && before.formatVersion !== after.formatVersion && role !== 'owner') throw new NotAdmitted('role');
  }
}

function describes(meta: Y.Map<unknown>): BriefMeta | undefined {
  try {
    return readMeta(meta);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The item of the block of the article that an item lies in; undefined where it lies in no block. */
function topItem(item: Y.Item, body: Y.XmlFragment): Y.Item | undefined {
  let at: Y.Item | null = item;
  for (let depth = 0; at && depth <= MAX_BLOCK_DEPTH; depth++) {
    const parent = at.parent as Y.AbstractType<unknown>;
    if ((parent as unknown) === body) return at;
    if (!parent._item) return undefined;
    at = parent._item;
  }
  throw new NotAdmitted('schema');
}

/** Whether an item is of a kind that an article is made of, in a place where it is read. */
function isArticleItem({ parent, parentSub, content }: Y.Item, meta: Y.Map<unknown>): boolean {
  if ((parent as unknown) === meta)
    return content instanceof Y.ContentAny && content.arr.length === 1 && parentSub !== null;
  if (parentSub !== null) {
    const spec = parent instanceof Y.XmlElement ? articleSchema.nodes[parent.nodeName as 'doc']?.spec : undefined;
    return content instanceof Y.ContentAny && content.arr.length === 1 && parentSub in (spec?.attrs ?? {});
  }
  if (content instanceof Y.ContentType) return isArticleType(content.type);
  return CONTENTS.some((each) => content instanceof each);
}

function isArticleType(type: Y.AbstractType<unknown>): boolean {
  return type.constructor === Y.XmlElement || type.constructor === Y.XmlText;
}

/** Whether a block of the article fits the schema. */
function isBlock({ content }: Y.Item): boolean {
  const type = content instanceof Y.ContentType ? content.type : undefined;
  if (!(type instanceof Y.XmlElement)) return false;
  try {
    return readSharedBlock(type).type.isInGroup('block');
  } catch {
    return false;
  }
}
