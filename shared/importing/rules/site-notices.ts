import { leaveOut, type Rule } from './rule.ts';

/** The longest in the samples had 20 words. */
const MOST_WORDS = 30;

export const MAIL_FOOT = 'Says why the mail came, and how to end that.';

const NOTICES: readonly (readonly [RegExp, string])[] = [
  [
    /^\((?:adds|updates|recasts|corrects|refiles|repeats|rewrites|writes thru|releads)\b[^()]*\)$|^\(\([^()]*(?:@|\+\d)[^()]*\)\)$/iu,
    'The agency’s note to editors.',
  ],
  [
    /^(?:member-only story|members only|premium (?:article|content)|有料記事|会員限定記事|付费文章)$/iu,
    'The page’s notice that the article is for its subscribers.',
  ],
  [
    /^(?:downloads?|herunterladen|télécharger|descargar|скачать|تحميل|הורדה|下载|ダウンロード)\s*[:：]?$|\((?:pdf|docx?|epub)\)\s*\(?\d+(?:[.,]\d+)?\s?[km]b\)?$/iu,
    'Offers the article as a file.',
  ],
  [
    /\b(?:you are visitor|visitors? (?:number|no\.?|since)|best viewed (?:in|with)|contact (?:the )?webmaster)\b/iu,
    'The foot of the page.',
  ],
  [
    /^(?:(?:view|read|open) (?:this |the )?(?:e-?mail|message|newsletter|issue)? ?(?:in (?:your|a|the) (?:web ?)?browser|online)|(?:having )?trouble (?:viewing|reading)|(?:diese (?:e-?mail|nachricht) )?im browser (?:ansehen|anzeigen|öffnen)|voir (?:cet? (?:e-?mail|message)|la version) (?:en ligne|dans)|ver (?:este correo|en el navegador)|открыть (?:письмо )?в браузере|عرض (?:هذه الرسالة )?في المتصفح|הצג בדפדפן|在浏览器中查看)/iu,
    'Leads to the mail on the web.',
  ],
  [
    /^(?:you(?:['’]re| are| have)? (?:receiv(?:ing|ed)|getting) this (?:e-?mail|message|newsletter)|this (?:e-?mail|message|newsletter) was sent (?:to|by)|unsubscribe\b|(?:to )?(?:unsubscribe|manage|update) (?:your |from )|sie erhalten (?:diese|diesen)|(?:newsletter )?abmelden\b|vous recevez (?:ce|cet)|se désabonner\b|se désinscrire\b|(?:ha recibido|recibes|recibe) este|darse de baja\b|отписаться|вы получили это|إلغاء الاشتراك|להסרה מ|退订|取消订阅|配信停止)/iu,
    MAIL_FOOT,
  ],
  [
    /^(?:(?:purchase )?licensing rights|reuse this content|reprints? (?:and|&) permissions?|permissions? (?:and|&) reprints?)\b/iu,
    'The site’s offer to sell the article once more.',
  ],
  [
    /^(?:skip (?:past|to|over|the|ad\b)|after (?:the )?(?:newsletter )?promotion|end of (?:list|carousel|advert)|list (?:of )?\d+ (?:items?|of \d+)|(?:story|article) continues (?:below|after)|scroll (?:down )?to continue|advertisement\s*[·|-]\s*scroll|opens? (?:in )?(?:a )?new (?:tab|window))/iu,
    'Leads past a part of the page, for those to whom it is read out.',
  ],
  [
    /^(?:sie haben (?:einen )?fehler|(?:einen )?fehler (?:gefunden|entdeckt|melden)|(?:did you )?(?:spot(?:ted)?|see|found|find) (?:a|an|something) (?:mistake|error|typo|wrong)|vous avez (?:repéré|trouvé) une (?:erreur|faute)|une erreur \?|¿?(?:has (?:visto|encontrado)|detectaste) un error|нашли (?:ошибку|опечатку)|هل وجدت خطأ|מצאתם טעות)/iu,
    'The page’s request to be told of mistakes.',
  ],
  [
    /^(?:(?:last )?(?:updated|published|posted|asked|answered|modified|edited|active|commented|aktualisiert|mis à jour|publié|actualizado|publicado|обновлено)\s*:?\s*)?(?:\d+ (?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?) ago|vor \d+ (?:sekunden|minuten?|stunden?|tagen?)|il y a \d+ (?:secondes?|minutes?|heures?|jours?)|hace \d+ (?:segundos?|minutos?|horas?|días?)|\d+ (?:минут\p{L}*|час\p{L}*|дн\p{L}*) назад|(?:منذ|قبل) \d+ (?:دقيقة|دقائق|ساعة|ساعات|أيام)|לפני \d+ (?:דקות|שעות|ימים)|\d+\s*(?:分钟|小时|天|分|時間|日)前)$/iu,
    'Counted from when the page was shown.',
  ],
  [
    /^(?:【|\[|［|（|\()?\s*(?:font size|text size|schriftgröße|taille (?:du texte|de police)|tamaño (?:de )?(?:letra|texto)|размер шрифта|حجم الخط|גודל (?:ה)?(?:גופן|טקסט|אות)|字号|字號|字体|字體|字级|字級)\s*[:：]/iu,
    'The page’s switch for the size of its letters.',
  ],
  [
    /(?:\b(?:il vous reste \d+ ?% de cet article|la suite est réservée|article réservé aux abonnés|this article is for subscribers|to continue reading|dieser artikel ist nur für abonnent|weiterlesen mit|contenido exclusivo para suscriptores)|только для подписчиков|للمشتركين فقط|למנויים בלבד|会员专享|付费阅读|会員限定|有料会員|残り\s*[:：]?\s*[\d,]+\s*文字|구독자 전용)/iu,
    'The page’s notice that the rest is for its subscribers.',
  ],
  [
    /^(?:spotted an? (?:error|mistake)|see an error|report an? (?:error|mistake|typo|correction)|fehler (?:gefunden|melden)|signaler une erreur|reporta(?:r)? un error|¿(?:has )?(?:encontrado|visto) un error|нашли (?:ошибку|опечатку)|заметили ошибку|מצאתם טעות|מצאת טעות|أبلغ عن خطأ|我要纠错|纠错)/iu,
    'The page’s request to report mistakes.',
  ],
  [
    /^(?:[（(【[]\s*)?(?:责任编辑|责编|編輯|编辑|責任編輯|責編|网络编辑|校对|審核|审核)\s*[:：|/]/u,
    'Names the site’s editor.',
  ],
  [/(?:公网安备|ICP备|ICP備|互联网新闻信息服务许可证)/u, 'The site’s registration with the authorities.'],
  [/^(?:扫一扫|掃一掃|扫码|掃碼|扫描二维码|长按)/u, 'The page’s invitation to its app.'],
  [
    /(?:未经(?:授权|许可|许可)|未經(?:授權|許可)|不得转载|不得轉載|版权声明|版權聲明|nachdruck (?:nur|verboten)|reproduction interdite|prohibida (?:su|la) reproducción|перепечатка|يمنع (?:النسخ|إعادة النشر)|אין להעתיק)/iu,
    'The site’s notice on copying.',
  ],
  [
    /^(?:[«»"“]?\s*)?(?:подпис(?:ывайтесь|аться|шитесь|аться) на |поделитесь |следите за |читайте нас |делитесь )/iu,
    'The page’s own appeal to its readers.',
  ],
  [
    /^(?:شارك(?:نا|وا)? (?:برأيك|رأيك|المقال|الخبر)|تابعنا على |تابعوا |اشترك(?:وا)? (?:في|الآن)|انضم إلى |حمل(?:وا)? التطبيق|هل (?:لديك|وجدت) )/u,
    'The page’s own appeal to its readers.',
  ],
  [/^(?:הירשמו |הצטרפו |עקבו אחרינו|דווחו לנו|רוצים לקבל|הורידו את )/u, 'The page’s own appeal to its readers.'],
  [
    /^(?:suscr[ií]be(?:te|ase)?|abonnez-vous|abonnieren sie|jetzt abonnieren|subscribe) (?:por|pour|für|for|ab|desde|dès|from) ?[\d€$£]/iu,
    'The page’s own appeal to its readers.',
  ],
  [
    /^(?:diskutieren sie mit|reden sie mit|participez à la discussion|únete a la conversación|participa en la conversación|присоединяйтесь к обсуждению|обсудить|הצטרפו לדיון|شارك في النقاش)/iu,
    'The page’s invitation to comment.',
  ],
  [
    /^(?:jeden|jede|every|chaque|cada) \S+ .{0,60}(?:aus ihrer region|in ihr postfach|your inbox|votre boîte|tu correo|hier anmelden)/iu,
    'The page’s own appeal to its readers.',
  ],
];

/** What a site says about itself and to its readers, in words that no report has at a line's start. */
export const siteNotices: Rule = {
  name: 'site-notices',
  apply(pieces) {
    for (const piece of pieces) {
      if (piece.verdict || piece.text.length > 240 || piece.weight > MOST_WORDS) continue;
      const notice = NOTICES.find(([pattern]) => pattern.test(piece.text));
      if (notice) leaveOut(piece, 'paragraph', notice[1]);
    }
  },
};
