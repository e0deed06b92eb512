import { SaxesParser } from 'saxes';

export interface OdfElement {
  /** With its prefix, as OpenDocument's own programs write it. */
  name: string;
  attributes: Readonly<Record<string, string>>;
}

export interface XmlVisitor {
  open: (element: OdfElement) => void;
  close: (name: string) => void;
  text: (text: string) => void;
}

/**
 * Walks a part in XML. Entities that it declares are refused by the parser, as no program that writes these has any.
 *
 * @throws {Error} where it isn't well-formed
 */
export function walkXml(part: Uint8Array | undefined, { open, close, text }: XmlVisitor): void {
  if (!part) return;
  const parser = new SaxesParser();
  parser.on('opentag', ({ name, attributes }) => open({ name, attributes: attributes as Record<string, string> }));
  parser.on('closetag', ({ name }) => close(name));
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(new TextDecoder().decode(part)).close();
}
