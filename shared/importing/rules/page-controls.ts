import type { Piece } from '../piece.ts';
import { wordsOf } from '../wording.ts';
import {
  AMBIGUOUS_LINES,
  CONTROL_FILLERS,
  CONTROL_THINGS,
  CONTROL_VERBS,
  FURNITURE_LINES,
  LIST_KINDS,
  LIST_THINGS,
} from '../words/furniture.ts';
import { leaveOut, type Rule } from './rule.ts';

/** Longer lines are sentences or headlines, whatever words they are made of. */
const MOST_WORDS = 8;

export const CONTROL_REASON = 'A control of the page it was copied from, not part of the article.';
export const LINKS_REASON = 'Heads the page’s links to other articles.';

/**
 * Buttons, menus and advertisements' labels come along when a page is copied. They are short, no sentences, and made
 * of nothing but the words of which pages name their controls. A word that could also be a subheading ("Facebook")
 * counts only beside another control.
 */
export const pageControls: Rule = {
  name: 'page-controls',
  apply(pieces) {
    for (const piece of pieces) {
      if (!piece.verdict && isControl(piece)) leave(piece);
    }
    for (const order of [pieces, [...pieces].reverse()]) {
      let beside = false;
      for (const piece of order) {
        if (!piece.verdict && beside && AMBIGUOUS_LINES.has(lineOf(piece))) leave(piece);
        beside = piece.verdict?.leftOut === CONTROL_REASON || piece.verdict?.leftOut === LINKS_REASON;
      }
    }
  },
};

/** Whether a line is the name of a control, or an advertisement's label, and could be nothing else. */
export function isControlLine(text: string): boolean {
  const line = text.length > LONGEST_LINE ? '' : wordsOf(text).join(' ');
  return FURNITURE_LINES.has(line) && !AMBIGUOUS_LINES.has(line) && !/[.。؟?!]$/u.test(text);
}

const LONGEST_LINE = 120;

/** "More from Politics": what follows the preposition is free, so it counts only after the last paragraph. */
const MORE_FROM = /^more (?:from|on|in|by|about) /;

/** At the text's end there is nothing that an ambiguous word could head. Runs once the end is known. */
export const trailingControls: Rule = {
  name: 'trailing-controls',
  apply(pieces) {
    for (let at = pieces.length - 1; at >= 0; at -= 1) {
      const piece = pieces[at];
      if (!piece || piece.isBody) return;
      if (piece.verdict || at === 0) continue;
      if (AMBIGUOUS_LINES.has(lineOf(piece))) leave(piece);
      else if (MORE_FROM.test(lineOf(piece)) && piece.weight <= MOST_WORDS && !piece.endsAsSentence) {
        leaveOut(piece, 'paragraph', LINKS_REASON);
      }
    }
  },
};

function leave(piece: Piece): void {
  leaveOut(piece, 'paragraph', headsLinks(lineOf(piece)) ? LINKS_REASON : CONTROL_REASON);
}

function lineOf(piece: Piece): string {
  return piece.text.length > LONGEST_LINE ? '' : piece.words.join(' ');
}

function isControl(piece: Piece): boolean {
  if (piece.text.length > LONGEST_LINE || /[.。؟?!]$/u.test(piece.text) || /^["'“‘«„]/.test(piece.text)) return false;
  const line = lineOf(piece);
  if (FURNITURE_LINES.has(line)) return !AMBIGUOUS_LINES.has(line);
  if (/[:：]$/u.test(piece.text) && TAG_HEADS.test(line)) return true;
  const words = piece.words;
  if (words.length < 2 || words.length > MOST_WORDS) return false;
  if (headsLinks(line)) return true;
  if (/^(?:share|partager|teilen|compartir|condividi) (?:on|via|sur|auf|en|su|with) /u.test(line) && words.length <= 4)
    return true;
  return (
    words.every((word) => CONTROL_VERBS.has(word) || CONTROL_THINGS.has(word) || CONTROL_FILLERS.has(word)) &&
    CONTROL_VERBS.has(words[0] ?? '') &&
    words.slice(1).some((word) => CONTROL_THINGS.has(word))
  );
}

const LINK_HEADS =
  /^(?:read (?:more|also|next|on)|also read|see also|more (?:on|from) (?:this|us|the|our)\b.*|you (?:may|might) also like|recommended for you|keep reading|up next|lesen sie auch|mehr zum thema|das könnte sie auch interessieren|auch interessant|(?:à |a )?lire aussi|sur le même sujet|lea también|lee también|te puede interesar|leggi anche|lees ook|leia também|اقرأ أيض(?:ا|ًا)|اقرأ ايضا|مقالات ذات صلة|مواضيع ذات صلة|أخبار ذات صلة|קראו גם|כתבות נוספות|עוד בנושא|читайте также|материалы по теме|延 伸 阅 读|相 关 (?:文 章|阅 读|新 闻)|推 荐 阅 读|相 關 (?:新 聞|報 導|文 章)|延 伸 閱 讀|猜 你 喜 欢|lesen sie (?:jetzt|mehr|dazu)|weitere artikel(?: zum thema)?|mehr (?:dazu|aus .{1,30})|dans la même rubrique|articles (?:liés|similaires)|les plus (?:lus|commentés)|noticias? relacionadas?|también te puede interesar|más sobre este tema|lo más (?:leído|visto)|most (?:read|viewed|popular|commented)|meistgelesen|самое читаемое|другие новости|(?:новости|статьи|также) по теме|смотрите также|اقرأ المزيد|قد يهمك(?: أيضا)?|قد يعجبك أيضا|(?:أخبار|مواضيع|موضوعات) متعلقة|الأكثر (?:قراءة|مشاهدة)|קראו עוד|כתבות (?:שאולי יעניינו אותך|קשורות|אחרונות)|עוד כתבות(?: בנושא.{0,20})?|אולי יעניין אותך|הנקראות ביותר)$/u;

const TAG_HEADS =
  /^(?:tags|topics|filed (?:to|under|in)|posted in|related topics|topics in this article|themen|schlagworte|temas|archivado en|mots clés|метки|وسوم|标 签|الوسوم|теги|תגיות)$/u;

function headsLinks(line: string): boolean {
  if (TAG_HEADS.test(line)) return true;
  if (LINK_HEADS.test(line)) return true;
  const words = line.split(' ');
  return (
    words.length >= 2 &&
    words.length <= 4 &&
    words.every((word) => LIST_KINDS.has(word) || LIST_THINGS.has(word)) &&
    words.some((word) => LIST_KINDS.has(word)) &&
    words.some((word) => LIST_THINGS.has(word))
  );
}
