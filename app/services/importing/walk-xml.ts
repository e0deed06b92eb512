import { SaxesParser } from 'saxes';

/** An element as it opens. */
export interface XmlElement {
  /** With its prefix. */
  name: string;
  attributes: Readonly<Record<string, string>>;
}

export interface XmlVisitor {
  open: (element: XmlElement) => void;
  close: (name: string) => void;
  text: (text: string) => void;
}

/**
 * Walks a part of a document in XML. An entity that it declares is refused, as no program that writes these has any.
 *
 * @param doctype called where it declares a document type; throws where it may have none
 * @throws {Error} where it isn't well-formed
 */
export function walkXml(
  part: Uint8Array | string | undefined,
  { open, close, text }: XmlVisitor,
  doctype: () => void = () => {},
): void {
  if (part === undefined) return;
  const parser = new SaxesParser({ position: false });
  parser.on('doctype', doctype);
  parser.on('opentag', ({ name, attributes }) => open({ name, attributes: attributes as Record<string, string> }));
  parser.on('closetag', ({ name }) => close(name));
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(typeof part === 'string' ? part : new TextDecoder().decode(part)).close();
}
