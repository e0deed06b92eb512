import { CONTROL_REASON } from './page-controls.ts';
import { leaveOut, type Rule } from './rule.ts';

const MOST_WORDS = 8;

const NETWORKS =
  'facebook|fb|twitter|x|whatsapp|telegram|linkedin|instagram|viber|vk|vkontakte|e-?mail|mail|signal|threads|bluesky|messenger|pinterest|reddit|tiktok|youtube|фейсбук\\p{L}*|вконтакте|телеграм\\p{L}*|ватсап\\p{L}*|одноклассник\\p{L}*|فيسبوك|فيس بوك|واتساب|واتس اب|تويتر|تلغرام|تليغرام|إكس|פייסבוק|וואטסאפ|ווטסאפ|טוויטר|טלגרם|微信|微博|朋友圈|qq|qq空间';
const VERBS =
  'share|tweet|post|follow us|teilen|folgen sie uns|partager|suivez-nous|compartir|comparte|síguenos|sigue(?:nos)?|condividi|seguici|поделиться|отправить|мы в|читайте нас|مشاركة|شارك|انشر|تابعنا|ارسل|أرسل|שתפו|שתף|שיתוף|שלחו|עקבו|עקבו אחרינו|分享(?:到|至)?|转发(?:到|至)?|轉發(?:到|至)?|關注|关注';
const PREPOSITIONS =
  'on|via|to|with|in|by|auf|bei|per|über|sur|par|avec|en|por|a|su|con|в|во|через|на|على|عبر|في|إلى|ב|ל|ב-|到|至';
const SHARE = new RegExp(
  `^(?:${VERBS})\\s*(?:[:：]|(?:${PREPOSITIONS})?\\s*(?:(?:${PREPOSITIONS})?(?:${NETWORKS}))(?:\\s*(?:,|/|und|and|et|y|и|و)?\\s*(?:${NETWORKS}))*)\\s*[:：]?$`,
  'iu',
);
const THINGS =
  /^(?:copy (?:the )?link|link kopieren|copier le lien|copiar (?:el )?enlace|скопировать ссылку|копировать ссылку|نسخ الرابط|انسخ الرابط|העתקת? (?:ה)?קישור|העתיקו קישור|复制链接|複製連結|複製鏈接)$/iu;
const TOOLS =
  /^(?:artikel|article|artículo|articolo|статью|المقال|الخبر|הכתבה|כתבה)? ?(?:listen to (?:this|the) (?:article|story)|(?:artikel )?(?:anhören|vorlesen|merken|drucken|verschenken|versenden)|(?:offrir|écouter|imprimer|partager|envoyer|classer|lire plus tard)(?: l['’]article| cet article)?|(?:escuchar|imprimir|guardar|enviar|compartir)(?: (?:la |esta )?noticia| (?:el |este )?artículo)?|(?:слушать|прослушать|распечатать|сохранить)(?: статью| новость)?|(?:استمع|استماع)(?: إلى| ل)? ?(?:المقال|الخبر)?|طباعة(?: المقال)?|حفظ(?: المقال)?|(?:האזינו|הדפיסו|הדפסת|שמרו|שלחו)(?: ל?כתבה| לכתבה| את הכתבה)?|(?:收藏|打印|朗读|听新闻)(?:本文|本页)?)$/iu;

const READ_OR_SHARE = /^read or share this (?:story|article)\b/iu;

/** What a page offers to do with its article: share it on a network, copy its address, print it, read it out. */
export const shareLine: Rule = {
  name: 'share-line',
  apply(pieces) {
    for (const piece of pieces) {
      const { text } = piece;
      if (piece.verdict || text.length > 80 || piece.weight > MOST_WORDS || piece.endsAsSentence) continue;
      if (
        READ_OR_SHARE.test(text) ||
        SHARE.test(text) ||
        THINGS.test(text) ||
        (TOOLS.test(text) && /\p{L}{3}/u.test(text))
      )
        leaveOut(piece, 'paragraph', CONTROL_REASON);
    }
  },
};
