import type { ExportedBrief } from '../exported-brief.ts';
import { seconds } from './stamps.ts';
import { NAMESPACES, xmlFile, xmlText } from './xml.ts';

/** docProps/core.xml. It names nobody: who speaks in the file is in its comments. */
export function corePropertiesXml({ title, language, now }: ExportedBrief): string {
  const xmlns = [
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"',
    'xmlns:dc="http://purl.org/dc/elements/1.1/"',
    'xmlns:dcterms="http://purl.org/dc/terms/"',
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
  ].join(' ');
  const time = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${seconds(now)}</dcterms:${name}>`;
  return xmlFile(
    `<cp:coreProperties ${xmlns}><dc:title>${xmlText(title)}</dc:title><dc:creator>Briefmark</dc:creator>${time('created')}${time('modified')}${language === 'und' ? '' : `<dc:language>${xmlText(language)}</dc:language>`}</cp:coreProperties>`,
  );
}

/** The namespace of what we say of an export within the file. */
export const EXPORT_NAMESPACE = 'urn:briefmark:export:1';

/** The id by which Word keeps our account of the export; any will do, as long as it is always the same. */
const STORE_ID = '{6C1B5B0E-93C4-4C55-8D0B-2A6E1B1F4D11}';

/**
 * The account of the export as data, for the way back: when it was made, of what, and the ids of the comments in it.
 * Word and LibreOffice carry it along unread.
 */
export function accountXml(
  { id, now, anonymised, receipt, timeZone }: ExportedBrief,
  durableIds: readonly string[],
): string {
  const { leftOut, ...counts } = receipt;
  // The ids of what did not go out would say that it exists.
  const account = { ...counts, leftOut: leftOut.length };
  const brief = anonymised ? '' : ` brief="${id}"`;
  return xmlFile(
    `<export xmlns="${EXPORT_NAMESPACE}" at="${new Date(now).toISOString()}" zone="${xmlText(timeZone)}"${brief}><receipt>${xmlText(JSON.stringify(account))}</receipt><comments>${durableIds.join(' ')}</comments></export>`,
  );
}

/** customXml/itemProps1.xml */
export function accountPropertiesXml(): string {
  return xmlFile(
    `<ds:datastoreItem ds:itemID="${STORE_ID}" xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="${EXPORT_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>`,
  );
}

/** word/settings.xml */
export function settingsXml(): string {
  const compat =
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>';
  return xmlFile(`<w:settings ${NAMESPACES}><w:compat>${compat}</w:compat></w:settings>`);
}
