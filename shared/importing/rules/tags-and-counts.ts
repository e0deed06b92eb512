import { leaveOut, type Rule } from './rule.ts';

const TAGS =
  /^(?:tags?|topics?|keywords?|filed under|more on|categories|category|schlagw(?:orte|örter)|themen|mots[- ]clés|étiquettes|etiquetas|temas|palabras clave|теги|метки|темы|الوسوم|وسوم|كلمات مفتاحية|الكلمات المفتاحية|الكلمات الدالة|תגיות|נושאים|标签|標籤|关键词|關鍵字|archivado en|más sobre|sur le même thème|sujets|mehr zu)\s*[:：]\s*\S/iu;
const COUNT =
  /^(?:\(?\d[\d.,\s]*[km]?\)?\s*(?:comments?|shares?|views?|likes?|reactions?|retweets?|kommentare?|commentaires?|réactions?|comentarios?|commenti|комментари\p{L}*|просмотр\p{L}*|تعليق(?:ات)?|مشاهدة|תגובות|条?评论|次?阅读)|(?:viewed|read|shared) \d[\d.,]*[km]? times?|(?:view |show |read |join |ver |ir a (?:los )?|lire les |alle |ל)?(?:all )?(?:the )?(?:comments?|shares?|views?|commenter|commentaires?|réactions?|kommentare?|comentarios?|комментарии|комментариев|التعليقات|تعليقات|תגובות|评论|評論)\s*[:：]?\s*[([]?\d[\d.,]*[)\]]?)$/iu;
const HASHTAGS = /^(?:#[\p{L}\p{N}_]+[\s,]*){2,}$/u;

/** Lists of tags and numbers of comments or shares are the site's index cards and counters. */
export const tagsAndCounts: Rule = {
  name: 'tags-and-counts',
  apply(pieces) {
    for (const piece of pieces) {
      const { text } = piece;
      if (piece.verdict || text.length > 300 || piece.endsAsSentence) continue;
      if (TAGS.test(text) || HASHTAGS.test(text)) leaveOut(piece, 'paragraph', 'The site’s list of tags.');
      else if (text.length <= 40 && COUNT.test(text))
        leaveOut(piece, 'paragraph', 'The site’s count of comments or shares.');
    }
  },
};
