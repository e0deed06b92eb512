import { PDFDict, type PDFDocument, PDFHexString, PDFName, type PDFRef, PDFString } from '@cantoo/pdf-lib';
import type { ExportedBrief, ExportedThread } from '../../../../shared/exporting/exported-brief.ts';
import { allThreads } from '../../../../shared/exporting/exported-brief.ts';
import { lookOf } from '../../../../shared/exporting/kind-look.ts';
import { Times } from '../../../../shared/exporting/times.ts';
import type { Reason } from '../../../../shared/model/kinds.ts';
import { commentWords, ownComment, threadWords } from './annotation-words.ts';
import type { PlacedMark } from './marks-on-pages.ts';
import { around, corners, joinedByLine, type PdfBox } from './quads.ts';

/** The states of the standard's review model. */
const STATES: Record<Reason, string> = {
  accepted: 'Accepted',
  rejected: 'Rejected',
  answered: 'Completed',
  noted: 'Completed',
};

/** Printed with the page. */
const PRINTED = 4;
/** … and neither zoomed nor turned with it, as notes are. */
const NOTE = 4 + 8 + 16;
/** What readers show in a list only. */
const UNSEEN = NOTE + 2;
/** The size of a note's sign, and how far they stand from each other. */
const SIGN = 18;

/** A passage of more characters is tinted lightly, so that shorter ones within it stand out. */
const LONG = 600;
const LIGHT = 0.35;

type Entries = Record<string, unknown>;

/** Makes the annotations of an export of the places where its marks were printed. */
export class Annotations {
  private readonly times: Times;
  private readonly onPages: PDFRef[][];
  private readonly places = new Map<string, { page: number; boxes: PdfBox[] }[]>();
  private signs = 0;
  private readonly blends = new Map<number, PDFRef>();

  constructor(
    private readonly doc: PDFDocument,
    private readonly exported: ExportedBrief,
    placed: readonly PlacedMark[],
  ) {
    this.times = new Times(exported.timeZone);
    this.onPages = doc.getPages().map(() => []);
    for (const { page, box, mark } of placed) {
      for (const { thread, passage } of mark.passages) this.placeAt(`${thread}/${passage}`, page, box);
    }
  }

  /** @throws {Error} where a thread's passage was not printed, which is a defect */
  addAll(): void {
    for (const thread of allThreads(this.exported)) this.add(thread);
    for (const [at, page] of this.doc.getPages().entries()) {
      for (const ref of this.onPages[at] ?? []) page.node.addAnnot(ref);
    }
  }

  private placeAt(key: string, page: number, box: PdfBox): void {
    const places = this.places.get(key) ?? [];
    this.places.set(key, places);
    const here = places.find((place) => place.page === page);
    if (here) here.boxes.push(box);
    else places.push({ page, boxes: [box] });
  }

  private add(thread: ExportedThread): void {
    const places = thread.passages.flatMap((_, passage) => this.places.get(`${thread.number}/${passage}`) ?? []);
    const [first, ...others] = places;
    if (!first && thread.standing !== 'whole') throw new Error(`Thread ${thread.number} was not printed.`);
    const root = first ? this.highlight(thread, first) : this.note(thread);
    for (const place of others) this.pointer(thread, place);
    const { ref, page, rect } = root;
    const said = ownComment(thread);
    for (const comment of thread.comments) {
      if (comment === said) continue;
      this.hidden(page, rect, NOTE, {
        Contents: text(commentWords(comment)),
        T: text(comment.author.name),
        NM: text(`thread ${thread.number} comment ${comment.number}`),
        ...this.dates(comment.edited ?? comment.at, comment.at),
        IRT: ref,
        RT: PDFName.of('R'),
      });
    }
    const { status } = thread;
    if (status.state === 'resolved') {
      this.hidden(page, rect, UNSEEN, {
        Contents: text(`Resolved as ${status.reason}`),
        T: text(status.by.name),
        NM: text(`thread ${thread.number} status`),
        ...this.dates(status.at, status.at),
        IRT: ref,
        // Readers compare these two to the letter.
        StateModel: PDFString.of('Review'),
        State: PDFString.of(STATES[status.reason]),
      });
    }
  }

  private highlight(thread: ExportedThread, { page, boxes }: { page: number; boxes: PdfBox[] }) {
    const lines = joinedByLine(boxes);
    const rect = around(lines);
    const ref = this.put(page, {
      Subtype: PDFName.of('Highlight'),
      ...this.own(thread),
      Rect: [rect.left, rect.bottom, rect.right, rect.top],
      QuadPoints: lines.flatMap(corners),
      CA: opacityOf(thread),
      AP: { N: this.tint(thread, lines, rect) },
    });
    this.popup(page, rect, ref);
    return { ref, page, rect };
  }

  /** What is said on the whole brief, as a sign above the first page's text. */
  private note(thread: ExportedThread) {
    const { width, height } = this.doc.getPage(0).getSize();
    const across = Math.max(1, Math.floor((width - 80) / (SIGN + 4)));
    const left = 40 + (this.signs % across) * (SIGN + 4);
    const top = height - 12 - Math.floor(this.signs++ / across) * (SIGN + 2);
    const rect = { left, bottom: top - SIGN, right: left + SIGN, top };
    const ref = this.put(0, {
      Subtype: PDFName.of('Text'),
      Name: PDFName.of('Comment'),
      ...this.own(thread),
      F: NOTE,
      Rect: [rect.left, rect.bottom, rect.right, rect.top],
    });
    this.popup(0, rect, ref);
    return { ref, page: 0, rect };
  }

  private pointer(thread: ExportedThread, { page, boxes }: { page: number; boxes: PdfBox[] }): void {
    const lines = joinedByLine(boxes);
    const rect = around(lines);
    this.put(page, {
      Subtype: PDFName.of('Highlight'),
      ...this.own(thread),
      NM: text(`thread ${thread.number} passage ${page} ${Math.round(rect.left)} ${Math.round(rect.top)}`),
      Contents: text(`[${thread.number}] ${thread.kind.name} · See the annotation where it begins.`),
      Rect: [rect.left, rect.bottom, rect.right, rect.top],
      QuadPoints: lines.flatMap(corners),
      CA: opacityOf(thread),
      AP: { N: this.tint(thread, lines, rect) },
    });
  }

  private own(thread: ExportedThread): Entries {
    const said = ownComment(thread);
    const { number, kind, author, at } = thread;
    return {
      Contents: text(threadWords(thread, this.times)),
      T: text(author.name),
      Subj: text(kind.name),
      NM: text(said ? `thread ${number} comment ${said.number}` : `thread ${number}`),
      C: rgb(lookOf(kind.kind).tint),
      ...this.dates(said?.edited ?? at, at),
      F: PRINTED,
    };
  }

  private popup(page: number, { right, top }: PdfBox, parent: PDFRef): void {
    const ref = this.put(page, {
      Subtype: PDFName.of('Popup'),
      Rect: [right, top - 120, right + 200, top],
      Parent: parent,
      Open: false,
    });
    this.doc.context.lookup(parent, PDFDict).set(PDFName.of('Popup'), ref);
  }

  /** A note that readers show in its thread; its empty look keeps it off the page. */
  private hidden(page: number, { left, top }: PdfBox, flags: number, entries: Entries): void {
    const look = this.doc.context.register(
      this.doc.context.stream('', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 0, 0] }),
    );
    this.put(page, {
      Subtype: PDFName.of('Text'),
      Rect: [left, top, left, top],
      F: flags,
      AP: { N: look },
      ...entries,
    });
  }

  private put(page: number, entries: Entries): PDFRef {
    const { context } = this.doc;
    const dict = context.obj({ Type: 'Annot', P: this.doc.getPage(page).ref, ...entries } as never);
    const ref = context.register(dict as unknown as PDFDict);
    this.onPages[page]?.push(ref);
    return ref;
  }

  /** The look of a highlight, for readers that make none of their own; the words stay readable through it. */
  private tint(thread: ExportedThread, lines: readonly PdfBox[], rect: PdfBox): PDFRef {
    const { context } = this.doc;
    const blend = this.blend(opacityOf(thread));
    const number = (value: number) => value.toFixed(2);
    const boxes = lines.map(
      ({ left, bottom, right, top }) => `${[left, bottom, right - left, top - bottom].map(number).join(' ')} re f`,
    );
    const stream = context.stream(
      `/B gs ${rgb(lookOf(thread.kind.kind).tint)
        .map((part) => part.toFixed(3))
        .join(' ')} rg ${boxes.join(' ')}`,
      {
        Type: 'XObject',
        Subtype: 'Form',
        BBox: [rect.left, rect.bottom, rect.right, rect.top],
        Resources: { ExtGState: { B: blend } },
        Group: { S: 'Transparency', Type: 'Group' },
      },
    );
    return context.register(stream);
  }

  private blend(opacity: number): PDFRef {
    const made = this.blends.get(opacity);
    if (made) return made;
    const { context } = this.doc;
    const ref = context.register(context.obj({ Type: 'ExtGState', BM: 'Multiply', ca: opacity }));
    this.blends.set(opacity, ref);
    return ref;
  }

  private dates(changed: number, made: number): Entries {
    return { M: PDFString.fromDate(new Date(changed)), CreationDate: PDFString.fromDate(new Date(made)) };
  }
}

function opacityOf({ passages }: ExportedThread): number {
  const length = passages.reduce((sum, { range }) => sum + (range ? range.to - range.from : 0), 0);
  return length > LONG ? LIGHT : 1;
}

function text(words: string): PDFHexString {
  return PDFHexString.fromText(words);
}

function rgb(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
}
