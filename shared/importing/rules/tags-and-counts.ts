import { leaveOut, type Rule } from './rule.ts';

const TAGS =
  /^(?:tags?|topics?|keywords?|filed under|more on|categories|category|schlagw(?:orte|örter)|themen|mots[- ]clés|étiquettes|etiquetas|temas|palabras clave|теги|الوسوم|كلمات مفتاحية|תגיות|标签|关键词)\s*[:：]\s*\S/iu;
const COUNT =
  /^(?:\(?\d[\d.,\s]*[km]?\)?\s*(?:comments?|shares?|views?|likes?|reactions?|retweets?|kommentare?|commentaires?|comentarios?|commenti|комментари\p{L}*|просмотр\p{L}*|تعليق(?:ات)?|مشاهدة|תגובות|条?评论|次?阅读)|(?:view |show |read )?(?:all )?(?:comments?|shares?|views?|commenter|commentaires?|kommentare?|comentarios?|комментарии|تعليقات|评论)\s*[:：]?\s*[([]?\d[\d.,]*[)\]]?)$/iu;
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
