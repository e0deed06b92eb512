import type { Kind } from '../../model/kinds.ts';
import {
  allThreads,
  type ExportedBrief,
  type ExportedComment,
  type ExportedPassage,
  type ExportedPerson,
  type ExportedThread,
} from '../exported-brief.ts';
import { Times } from '../times.ts';

/** What the standard's motivations say of our kinds. The exact kind stands beside it. */
const MOTIVATIONS: Record<Kind, string> = {
  'key-judgement': 'assessing',
  fact: 'describing',
  claim: 'highlighting',
  assumption: 'assessing',
  question: 'questioning',
  source: 'linking',
  correction: 'editing',
  note: 'commenting',
};

/** The standard's context, and a few terms of ours that it has no word for. */
const CONTEXT = ['http://www.w3.org/ns/anno.jsonld', { briefmark: 'urn:briefmark:terms:' }];

/** An annotated brief as a W3C Web Annotation collection; what the selectors point into stands in it as text. */
export function writeJsonld(exported: ExportedBrief): string {
  const times = new Times(exported.timeZone);
  const points = codePoints(exported.index.text);
  const article = `urn:briefmark:article:${exported.id}`;
  const items = allThreads(exported).flatMap((thread) => threadItems(thread, article, points, times));
  const { title, language, direction, marking, now, receipt } = exported;
  const collection = {
    '@context': CONTEXT,
    id: `urn:briefmark:brief:${exported.id}`,
    type: 'AnnotationCollection',
    label: title,
    generated: times.iso(now),
    generator: { id: 'urn:briefmark:app', type: 'Software', name: 'Briefmark' },
    total: items.length,
    first: {
      id: `urn:briefmark:brief:${exported.id}:page`,
      type: 'AnnotationPage',
      startIndex: 0,
      partOf: `urn:briefmark:brief:${exported.id}`,
      items,
    },
    ...(marking ? { 'briefmark:marking': marking } : {}),
    'briefmark:receipt': JSON.stringify(receipt),
    'briefmark:article': {
      id: article,
      type: 'Text',
      format: 'text/plain',
      ...(language === 'und' ? {} : { language }),
      textDirection: direction,
      'briefmark:text': exported.index.text,
    },
  };
  return `${JSON.stringify(collection, null, 2)}\n`;
}

function threadItems(thread: ExportedThread, article: string, points: (at: number) => number, times: Times): object[] {
  const { id, kind, tags, author, at, comments, passages, status, assigned, standing, number } = thread;
  const [first] = comments;
  const opening = first && first.author === author && first.parent === undefined ? first : undefined;
  const bodies = [
    ...(opening ? [bodyOf(opening)] : []),
    ...tags.map((value) => ({ type: 'TextualBody', purpose: 'tagging', value })),
  ];
  const targets = passages.map((passage) => ({ source: article, selector: selectors(passage, points) }));
  const annotation = {
    id: idOf(id),
    type: 'Annotation',
    motivation: MOTIVATIONS[kind.kind],
    creator: creator(author),
    created: times.iso(at),
    ...(opening?.edited === undefined ? {} : { modified: times.iso(opening.edited) }),
    ...(bodies.length > 0 ? { body: bodies } : {}),
    target: targets.length === 0 ? article : targets.length === 1 ? targets[0] : targets,
    'briefmark:number': number,
    'briefmark:kind': kind.kind,
    'briefmark:standing': standing,
    'briefmark:status': status.state,
    ...(opening ? { 'briefmark:opening': idOf(opening.id) } : {}),
    ...(status.state === 'resolved'
      ? {
          'briefmark:reason': status.reason,
          'briefmark:resolvedBy': status.by.name,
          'briefmark:resolvedAt': times.iso(status.at),
        }
      : {}),
    ...(assigned
      ? { 'briefmark:assigned': assigned.person.name, ...(assigned.due ? { 'briefmark:due': assigned.due } : {}) }
      : {}),
  };
  const replies = comments.filter((comment) => comment !== opening);
  return [annotation, ...replies.map((comment) => reply(comment, thread, opening, times))];
}

/** An answer to the opening words answers the annotation that they are the body of. */
function reply(
  comment: ExportedComment,
  thread: ExportedThread,
  opening: ExportedComment | undefined,
  times: Times,
): object {
  const { id, author, at, edited, parent } = comment;
  const answered = parent === undefined || parent === opening?.id ? thread.id : parent;
  return {
    id: idOf(id),
    type: 'Annotation',
    motivation: 'replying',
    creator: creator(author),
    created: times.iso(at),
    ...(edited === undefined ? {} : { modified: times.iso(edited) }),
    body: bodyOf(comment),
    target: idOf(answered),
    'briefmark:thread': idOf(thread.id),
  };
}

function bodyOf({ body }: ExportedComment): object {
  return { type: 'TextualBody', purpose: 'commenting', format: 'text/markdown', value: body };
}

function creator({ name, initials, number }: ExportedPerson): object {
  return { id: `urn:briefmark:person:${number}`, type: 'Person', name, nickname: initials };
}

function idOf(id: string): string {
  return `urn:briefmark:entry:${id}`;
}

/** A passage that can't be found has its old words only. */
function selectors({ range, quote, marked }: ExportedPassage, points: (at: number) => number): object[] {
  const { exact, prefix, suffix } = marked;
  const quoted = { type: 'TextQuoteSelector', exact: range ? quote : exact, prefix, suffix };
  if (!range) return [quoted];
  return [quoted, { type: 'TextPositionSelector', start: points(range.from), end: points(range.to) }];
}

/** The standard counts characters as Unicode code points, we as UTF-16 units. */
function codePoints(text: string): (at: number) => number {
  const pairs: number[] = [];
  for (let i = 0; i < text.length; i++) if ((text.codePointAt(i) ?? 0) > 0xffff) pairs.push(i++);
  return (at) => {
    let low = 0;
    let high = pairs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[middle] as number) < at) low = middle + 1;
      else high = middle;
    }
    return at - low;
  };
}
