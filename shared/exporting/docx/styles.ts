import { NAMESPACES, xmlFile, xmlValue } from './xml.ts';

interface StyleLook {
  id: string;
  /** Word's own name for it, by which it translates it. */
  name: string;
  basedOn?: string;
  next?: string;
  paragraph?: string;
  run?: string;
}

const size = (points: number) => `<w:sz w:val="${points * 2}"/><w:szCs w:val="${points * 2}"/>`;
const space = (before: number, after: number) => `<w:spacing w:before="${before * 20}" w:after="${after * 20}"/>`;
const BOLD = '<w:b/><w:bCs/>';
const ITALIC = '<w:i/><w:iCs/>';
const GREY = '<w:color w:val="595959"/>';
const MONOSPACED = '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Courier New"/>';
const side = (name: string, color = 'A6A6A6') => `<w:${name} w:val="single" w:sz="12" w:space="8" w:color="${color}"/>`;

const HEADING_SIZES = [18, 15, 13, 12, 11, 11];

const PARAGRAPHS: StyleLook[] = [
  { id: 'Title', name: 'Title', next: 'Normal', paragraph: `<w:keepNext/>${space(0, 8)}`, run: BOLD + size(26) },
  { id: 'Subtitle', name: 'Subtitle', next: 'Normal', paragraph: space(0, 8), run: GREY + size(14) },
  { id: 'Byline', name: 'Byline', next: 'Normal', paragraph: space(0, 14), run: GREY + size(10) },
  ...HEADING_SIZES.map(
    (points, at): StyleLook => ({
      id: `Heading${at + 1}`,
      name: `heading ${at + 1}`,
      next: 'Normal',
      paragraph: `<w:keepNext/>${space(16, 6)}<w:outlineLvl w:val="${at}"/>`,
      run: (at > 4 ? ITALIC : BOLD) + size(points),
    }),
  ),
  { id: 'ListParagraph', name: 'List Paragraph', paragraph: '<w:contextualSpacing/>' },
  {
    id: 'Quote',
    name: 'Quote',
    paragraph: `<w:pBdr>${side('left')}</w:pBdr><w:ind w:left="400" w:right="400"/>`,
    run: ITALIC,
  },
  {
    id: 'IntenseQuote',
    name: 'Intense Quote',
    paragraph: `<w:pBdr>${side('top')}${side('bottom')}</w:pBdr>${space(12, 12)}<w:ind w:left="600" w:right="600"/>`,
    run: ITALIC + size(14),
  },
  { id: 'Figure', name: 'Figure', paragraph: space(8, 4), run: GREY + size(10) },
  { id: 'Caption', name: 'caption', paragraph: space(0, 4), run: BOLD + size(10) },
  { id: 'Credit', name: 'Credit', paragraph: space(0, 10), run: GREY + size(9) },
  {
    id: 'Code',
    name: 'Code',
    paragraph: '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>',
    run: MONOSPACED + size(9.5),
  },
  { id: 'FootnoteText', name: 'footnote text', paragraph: space(0, 4), run: size(9.5) },
  { id: 'Rule', name: 'Rule', paragraph: `<w:pBdr>${side('bottom')}</w:pBdr>` },
  { id: 'Header', name: 'header', paragraph: '<w:spacing w:after="0"/><w:jc w:val="center"/>', run: BOLD + size(9) },
  { id: 'Footer', name: 'footer', paragraph: '<w:spacing w:after="0"/><w:jc w:val="center"/>', run: size(9) },
  { id: 'CommentText', name: 'annotation text', paragraph: space(0, 3), run: size(10) },
  {
    id: 'AppendixHeading',
    name: 'Appendix Heading',
    next: 'AppendixLine',
    paragraph: `<w:keepNext/>${space(24, 6)}`,
    run: BOLD + size(13),
  },
  { id: 'AppendixLine', name: 'Appendix Line', paragraph: space(0, 3), run: GREY + size(9.5) },
];

const CHARACTERS: StyleLook[] = [
  { id: 'Hyperlink', name: 'Hyperlink', run: '<w:color w:val="0563C1"/><w:u w:val="single"/>' },
  { id: 'CodeInText', name: 'Code In Text', run: MONOSPACED },
  { id: 'CommentReference', name: 'annotation reference', run: size(8) },
  { id: 'CommentLine', name: 'Comment Line', run: GREY },
  { id: 'CommentPointer', name: 'Comment Pointer', run: GREY },
];

/** word/styles.xml */
export function stylesXml(language: string): string {
  const lang = language === 'und' ? '' : ` w:val="${xmlValue(language)}" w:bidi="${xmlValue(language)}"`;
  const fonts = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Arial"/>';
  const run = `<w:rPrDefault><w:rPr>${fonts}${size(11)}${lang ? `<w:lang${lang}/>` : ''}</w:rPr></w:rPrDefault>`;
  const paragraph =
    '<w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault>';
  const styles = [
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>',
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/></w:style>',
    ...PARAGRAPHS.map((each) => styleXml('paragraph', { basedOn: 'Normal', ...each })),
    ...CHARACTERS.map((each) => styleXml('character', { basedOn: 'DefaultParagraphFont', ...each })),
  ];
  return xmlFile(
    `<w:styles ${NAMESPACES}><w:docDefaults>${run}${paragraph}</w:docDefaults>${styles.join('')}</w:styles>`,
  );
}

function styleXml(type: string, { id, name, basedOn, next, paragraph, run }: StyleLook): string {
  return [
    `<w:style w:type="${type}" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="${basedOn}"/>`,
    next ? `<w:next w:val="${next}"/>` : '',
    '<w:qFormat/>',
    paragraph ? `<w:pPr>${paragraph}</w:pPr>` : '',
    run ? `<w:rPr>${run}</w:rPr>` : '',
    '</w:style>',
  ].join('');
}
