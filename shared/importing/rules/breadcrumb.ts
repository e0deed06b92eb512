import { FRONT_PAGE } from '../words/furniture.ts';
import { plain } from '../words/plain.ts';
import { leaveOut, type Rule } from './rule.ts';

/** A path of links stands above the headline, under at most a few lines of menu. */
const FIRST_PIECES = 10;
const LONGEST_STEP = 5;

/** The path from the front page to the article: short steps between arrows, or beginning at "Home". */
export const breadcrumb: Rule = {
  name: 'breadcrumb',
  apply(pieces) {
    for (const piece of pieces.slice(0, FIRST_PIECES)) {
      if (!piece.verdict && (piece.text.length <= 160 || HERE.test(piece.text)) && isPath(piece.text)) {
        leaveOut(piece, 'paragraph', 'The path of links from the front page.');
      }
    }
  },
};

const HERE =
  /^(?:you are here|sie sind hier|vous êtes ici|estás aquí|usted está aquí|вы здесь|أنت هنا|您?(?:的)?[当當]前(?:的)?位置|[当當]前位置)\s*[:：]\s*\S/iu;

function isPath(text: string): boolean {
  if (HERE.test(text)) return true;
  const steps = text.split(/\s*[>›»→/|·•]\s*/u).filter((step) => step !== '');
  const [first = ''] = steps;
  if (FRONT_PAGE.has(plain(first)) && steps.every((step) => plain(step).split(' ').length <= LONGEST_STEP * 2)) {
    return steps.length >= 2 || FRONT_PAGE.has(plain(text));
  }
  const arrows = text.split(/\s[>›»→]\s/u).length - 1;
  return arrows >= 1 && steps.length >= 2 && steps.every((step) => plain(step).split(' ').length <= LONGEST_STEP);
}
