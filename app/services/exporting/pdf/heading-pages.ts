import { PDFArray, PDFDict, type PDFDocument, PDFName, PDFRef } from '@cantoo/pdf-lib';

/** The page, from 1, on which each of the headings that the table of contents links to stands; in their order. */
export function headingPages(doc: PDFDocument, count: number): number[] {
  const pages = new Map(doc.getPages().map(({ ref }, at) => [ref.tag, at + 1]));
  const destinations = doc.catalog.lookupMaybe(PDFName.of('Dests'), PDFDict);
  return Array.from({ length: count }, (_, at) => {
    const destination = destinations?.lookup(PDFName.of(`h${at}`));
    const page = destination instanceof PDFArray ? destination.get(0) : undefined;
    return page instanceof PDFRef ? (pages.get(page.tag) ?? 0) : 0;
  }).map((page) => page || 1);
}
