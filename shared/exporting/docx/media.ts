import type { ExportedImage, ExportedImages } from '../pictures.ts';
import { RELATIONSHIP, type Relationships } from './relationships.ts';
import { xmlValue } from './xml.ts';

/** The pictures that Word shows, with the endings that it knows them by. It has no WebP; those are said in words. */
const ENDINGS: Partial<Record<ExportedImage['type'], string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpeg',
  'image/gif': 'gif',
};

/** Word's measure: so many for a pixel of 96 to the inch. */
const EMU_PER_PIXEL = 9_525;
const EMU_PER_INCH = 914_400;
/** The width of the text on A4 with margins of an inch; a comment's is narrower. */
export const PAGE_WIDTH = 6.2 * EMU_PER_INCH;
export const COMMENT_WIDTH = 2.4 * EMU_PER_INCH;

/** How each of EXIF's orientations is turned and mirrored: sixtieths of a thousandth of a degree, and the mirror. */
const TURNS: Record<number, { rot?: number; flip?: 'flipH' | 'flipV' }> = {
  2: { flip: 'flipH' },
  3: { rot: 10_800_000 },
  4: { flip: 'flipV' },
  5: { rot: 5_400_000, flip: 'flipV' },
  6: { rot: 5_400_000 },
  7: { rot: 5_400_000, flip: 'flipH' },
  8: { rot: 16_200_000 },
};

const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006';

/** The pictures of a Word file: each is in it once, however often it is shown. */
export class Media {
  readonly parts: Record<string, Uint8Array> = {};
  private shown = 0;

  constructor(private readonly images: ExportedImages) {}

  /**
   * A run that shows a picture; undefined where Word can't, or it isn't there.
   *
   * @param relationships those of the part that it stands in
   */
  run(sha256: string, alt: string, relationships: Relationships, most: number): string | undefined {
    const image = this.images.get(sha256);
    const ending = image && ENDINGS[image.type];
    if (!image || !ending) return undefined;
    const name = `media/${sha256}.${ending}`;
    this.parts[`word/${name}`] = image.bytes;
    return drawing(image, relationships.once(RELATIONSHIP.image, name), alt, ++this.shown, most);
  }
}

function drawing(image: ExportedImage, id: string, alt: string, number: number, most: number): string {
  const scale = Math.min(EMU_PER_PIXEL, most / image.width);
  const [width, height] = [Math.round(image.width * scale), Math.round(image.height * scale)];
  const { rot, flip } = TURNS[image.orientation] ?? {};
  // Before it is turned; what is shown is the extent.
  const [cx, cy] = image.orientation >= 5 ? [height, width] : [width, height];
  const turn = `${rot ? ` rot="${rot}"` : ''}${flip ? ` ${flip}="1"` : ''}`;
  const named = `id="${number}" name="Picture ${number}" descr="${xmlValue(alt)}"`;
  return [
    `<w:r><w:drawing><wp:inline xmlns:wp="${DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">`,
    `<wp:extent cx="${width}" cy="${height}"/><wp:docPr ${named}/>`,
    `<a:graphic xmlns:a="${DRAWING}/main"><a:graphicData uri="${DRAWING}/picture">`,
    `<pic:pic xmlns:pic="${DRAWING}/picture"><pic:nvPicPr><pic:cNvPr ${named}/><pic:cNvPicPr/></pic:nvPicPr>`,
    `<pic:blipFill><a:blip r:embed="${id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`,
    `<pic:spPr><a:xfrm${turn}><a:off x="0" y="0"/><a:ext cx="${cx}" cy="${cy}"/></a:xfrm>`,
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>',
    '</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>',
  ].join('');
}
