import type { Segment } from './rows.ts';

/** What stands beside the text is set in other letters, at least by this. */
const OTHER_SIZE = 0.1;
const LEAST_LINES = 2;
const NEXT_LINE = 1.7;
/** Of its lines so many have text beside them. */
const BESIDE = 0.5;
/** In points. */
const ALIGNED = 2;

/**
 * The quotations and boxes in a column around which its text flows: lines of other letters, one below the other, with
 * the text's lines beside them.
 *
 * @param body the size of the text
 */
export function floatsIn(segments: readonly Segment[], body: number): Segment[][] {
  const isBody = ({ size }: Segment) => Math.abs(size - body) <= body * OTHER_SIZE;
  const groups: Segment[][] = [];
  for (const segment of segments) {
    if (isBody(segment)) continue;
    const group = groups.find((each) => goesOn(each.at(-1) as Segment, segment));
    if (group) group.push(segment);
    else groups.push([segment]);
  }
  const texts = segments.filter(isBody);
  return groups.filter((group) => {
    const beside = group.filter((each) => texts.some((text) => standsBeside(text, each)));
    return group.length >= LEAST_LINES && beside.length >= group.length * BESIDE;
  });
}

function goesOn(above: Segment, below: Segment): boolean {
  const step = below.y - above.y;
  if (step <= 0 || step > above.size * NEXT_LINE || Math.abs(above.size - below.size) > 0.3) return false;
  const edges = [above.x0 - below.x0, above.x1 - below.x1, (above.x0 + above.x1 - below.x0 - below.x1) / 2];
  return edges.some((edge) => Math.abs(edge) < ALIGNED);
}

/** A line at the same height, with a gap between. */
function standsBeside(text: Segment, float: Segment): boolean {
  const isLevel = Math.abs(text.y - float.y) < Math.max(text.size, float.size) * 0.8;
  return isLevel && (text.x1 < float.x0 - text.size * 0.5 || text.x0 > float.x1 + text.size * 0.5);
}
