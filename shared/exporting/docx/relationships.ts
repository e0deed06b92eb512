import { xmlFile, xmlValue } from './xml.ts';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** The types of relationship that are written here. */
export const RELATIONSHIP = {
  document: `${OFFICE}/officeDocument`,
  core: 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties',
  custom: `${OFFICE}/custom-properties`,
  customXml: `${OFFICE}/customXml`,
  customXmlProps: `${OFFICE}/customXmlProps`,
  styles: `${OFFICE}/styles`,
  numbering: `${OFFICE}/numbering`,
  settings: `${OFFICE}/settings`,
  header: `${OFFICE}/header`,
  footer: `${OFFICE}/footer`,
  hyperlink: `${OFFICE}/hyperlink`,
  image: `${OFFICE}/image`,
  comments: `${OFFICE}/comments`,
  commentsExtended: 'http://schemas.microsoft.com/office/2011/relationships/commentsExtended',
  commentsIds: 'http://schemas.microsoft.com/office/2016/09/relationships/commentsIds',
  commentsExtensible: 'http://schemas.microsoft.com/office/2018/08/relationships/commentsExtensible',
} as const;

/** What one part of the file points to. */
export class Relationships {
  private readonly all: string[] = [];
  private readonly links = new Map<string, string>();

  /** @returns the id by which the part names it */
  add(type: string, target: string, external = false): string {
    const id = `rId${this.all.length + 1}`;
    const mode = external ? ' TargetMode="External"' : '';
    this.all.push(`<Relationship Id="${id}" Type="${type}" Target="${xmlValue(target)}"${mode}/>`);
    return id;
  }

  /** A part that is pointed to from several places: added once. */
  once(type: string, target: string): string {
    const known = this.links.get(target);
    if (known) return known;
    const id = this.add(type, target);
    this.links.set(target, id);
    return id;
  }

  /** An address outside; the same one is added once. */
  link(href: string): string {
    const known = this.links.get(href);
    if (known) return known;
    const id = this.add(RELATIONSHIP.hyperlink, asUri(href), true);
    this.links.set(href, id);
    return id;
  }

  get empty(): boolean {
    return this.all.length === 0;
  }

  toXml(): string {
    const xmlns = 'http://schemas.openxmlformats.org/package/2006/relationships';
    return xmlFile(`<Relationships xmlns="${xmlns}">${this.all.join('')}</Relationships>`);
  }
}

/** Word calls a file damaged when an address in it is no URI: what may not stand in one is percent-encoded. */
function asUri(href: string): string {
  const encoded = encodeURI(href.trim().toWellFormed()).replace(/%25([0-9a-f]{2})/gi, '%$1');
  return encoded.replace(/[[\]^`{|}\\]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
