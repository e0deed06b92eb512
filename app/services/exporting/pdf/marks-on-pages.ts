import { PDFArray, PDFDict, type PDFDocument, PDFName, type PDFObject, PDFRef, PDFString } from '@cantoo/pdf-lib';
import { MARK_ADDRESS, type PrintedMark } from '../../../../shared/exporting/pdf/print-article.ts';
import type { PdfBox } from './quads.ts';

/** Less than the height of any letter, in points. */
const SLIVER = 3;

/** Where a mark of the printed page stands. */
export interface PlacedMark {
  page: number;
  box: PdfBox;
  mark: PrintedMark;
}

/**
 * Takes out the links that stand for marks, and tells where they were. Those that also are links of the article's own
 * lead there from now on. The structure tree, which screen readers go by, forgets the rest: their words become plain.
 */
export function takeMarks(doc: PDFDocument, marks: readonly PrintedMark[]): PlacedMark[] {
  const placed: PlacedMark[] = [];
  const removed = new Set<string>();
  for (const [page, { node }] of doc.getPages().entries()) {
    const annotations = node.Annots();
    if (!annotations) continue;
    const kept: PDFObject[] = [];
    for (const ref of annotations.asArray()) {
      const link = doc.context.lookup(ref, PDFDict);
      const mark = markOf(link, marks);
      if (!mark) {
        kept.push(ref);
        continue;
      }
      const box = boxOf(link);
      // Where a line breaks to the next page, its link may leave a sliver on the one before.
      if (box.top - box.bottom >= SLIVER) placed.push({ page, box, mark });
      if (mark.href !== undefined) {
        link.lookup(PDFName.of('A'), PDFDict).set(PDFName.of('URI'), PDFString.of(asciiUri(mark.href)));
        kept.push(ref);
      } else if (ref instanceof PDFRef) {
        removed.add(ref.tag);
      }
    }
    node.set(PDFName.of('Annots'), doc.context.obj(kept));
  }
  forgetInStructure(doc, removed);
  for (const [ref] of doc.context.enumerateIndirectObjects()) {
    if (removed.has(ref.tag)) doc.context.delete(ref);
  }
  return placed;
}

function markOf(link: PDFDict, marks: readonly PrintedMark[]): PrintedMark | undefined {
  const action = link.lookupMaybe(PDFName.of('A'), PDFDict);
  const uri = action?.lookup(PDFName.of('URI'));
  const address = uri instanceof PDFString ? uri.asString() : '';
  if (!address.startsWith(MARK_ADDRESS)) return undefined;
  return marks[Number(address.slice(MARK_ADDRESS.length))];
}

function boxOf(link: PDFDict): PdfBox {
  const rect = link.lookup(PDFName.of('Rect'), PDFArray).asRectangle();
  return { left: rect.x, bottom: rect.y, right: rect.x + rect.width, top: rect.y + rect.height };
}

function forgetInStructure(doc: PDFDocument, removed: ReadonlySet<string>): void {
  const isRemoved = (child: PDFObject | undefined): boolean => {
    const object = child instanceof PDFRef ? doc.context.lookup(child) : child;
    if (!(object instanceof PDFDict)) return false;
    const target = object.get(PDFName.of('Obj'));
    return target instanceof PDFRef && removed.has(target.tag);
  };
  for (const [, object] of doc.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || object.get(PDFName.of('S')) !== PDFName.of('Link')) continue;
    const children = object.lookup(PDFName.of('K'));
    const all = children instanceof PDFArray ? children.asArray() : [];
    const kept = all.filter((child) => !isRemoved(child));
    if (kept.length === all.length) continue;
    object.set(PDFName.of('K'), doc.context.obj(kept));
    object.set(PDFName.of('S'), PDFName.of('Span'));
  }
}

function asciiUri(href: string): string {
  return encodeURI(href.toWellFormed())
    .replace(/%25([0-9a-f]{2})/gi, '%$1')
    .replace(/[()\\]/g, (each) => `%${each.charCodeAt(0).toString(16)}`);
}
