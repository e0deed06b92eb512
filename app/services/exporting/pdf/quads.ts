/** A rectangle on a page, in points, with its origin at the page's lower left. */
export interface PdfBox {
  left: number;
  bottom: number;
  right: number;
  top: number;
}

/** Joins boxes that stand side by side on one line: words of one passage that are set differently. */
export function joinedByLine(boxes: readonly PdfBox[]): PdfBox[] {
  const joined: PdfBox[] = [];
  for (const box of boxes) {
    const last = joined.at(-1);
    if (last && sameLine(last, box) && touching(last, box)) {
      last.left = Math.min(last.left, box.left);
      last.right = Math.max(last.right, box.right);
      last.bottom = Math.min(last.bottom, box.bottom);
      last.top = Math.max(last.top, box.top);
    } else {
      joined.push({ ...box });
    }
  }
  return joined;
}

/** The box around boxes. */
export function around(boxes: readonly PdfBox[]): PdfBox {
  return {
    left: Math.min(...boxes.map(({ left }) => left)),
    bottom: Math.min(...boxes.map(({ bottom }) => bottom)),
    right: Math.max(...boxes.map(({ right }) => right)),
    top: Math.max(...boxes.map(({ top }) => top)),
  };
}

/** Corners as every reader takes them, whatever the standard says: upper left, upper right, lower left, lower right. */
export function corners({ left, bottom, right, top }: PdfBox): number[] {
  return [left, top, right, top, left, bottom, right, bottom];
}

function sameLine(a: PdfBox, b: PdfBox): boolean {
  const height = Math.min(a.top - a.bottom, b.top - b.bottom);
  return Math.min(a.top, b.top) - Math.max(a.bottom, b.bottom) > height * 0.7;
}

function touching(a: PdfBox, b: PdfBox): boolean {
  return b.left - a.right < 1 && a.left - b.right < 1;
}
