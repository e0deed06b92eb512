import { NAMESPACES, xmlFile } from './xml.ts';

const LEVELS = 9;
/** What Word indents a list by at each level, in twentieths of a point. */
export const INDENT = 360;

const BULLETS = ['•', '◦', '▪'];
const FORMATS = ['decimal', 'lowerLetter', 'lowerRoman'];

const BULLETED = 0;
const NUMBERED = 1;

/** The lists of a file. Each numbered one begins anew. */
export class Numbering {
  private readonly nums: string[] = [`<w:num w:numId="1"><w:abstractNumId w:val="${BULLETED}"/></w:num>`];

  /** The number by which paragraphs of bullets name their list. */
  readonly bullets = 1;

  /** A new numbered list. @returns the number by which its paragraphs name it */
  ordered(start: number, level: number): number {
    const id = this.nums.length + 1;
    const at = Math.min(level, LEVELS - 1);
    const override = `<w:lvlOverride w:ilvl="${at}"><w:startOverride w:val="${start}"/></w:lvlOverride>`;
    this.nums.push(`<w:num w:numId="${id}"><w:abstractNumId w:val="${NUMBERED}"/>${override}</w:num>`);
    return id;
  }

  toXml(): string {
    return xmlFile(
      `<w:numbering ${NAMESPACES}>${abstract(BULLETED)}${abstract(NUMBERED)}${this.nums.join('')}</w:numbering>`,
    );
  }
}

function abstract(which: number): string {
  const levels = Array.from({ length: LEVELS }, (_, level) => {
    const format = which === BULLETED ? 'bullet' : FORMATS[level % FORMATS.length];
    const text = which === BULLETED ? BULLETS[level % BULLETS.length] : `%${level + 1}.`;
    const indent = `<w:pPr><w:ind w:left="${INDENT * (level + 1)}" w:hanging="${INDENT}"/></w:pPr>`;
    return `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/>${indent}</w:lvl>`;
  });
  return `<w:abstractNum w:abstractNumId="${which}"><w:multiLevelType w:val="multilevel"/>${levels.join('')}</w:abstractNum>`;
}
