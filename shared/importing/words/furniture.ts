import { plainSet } from './plain.ts';

/** Whole lines that a page says about itself, in the languages that our analysts read. */
export const FURNITURE_LINES = plainSet(`
advertisement|advertisements|advertising|advert|ad|ads|sponsored|sponsored content|promoted|promoted content|article continues below|
advertisement article continues below|story continues below|story continues below advertisement|article continues after advertisement|
share|share this|share on|share via|tweet|subscribe|subscribe now|newsletter|newsletters|sign in|sign up|log in|login|register|log out|my account|
skip to content|skip to main content|skip to main|jump to content|back to top|to top|menu|main menu|search|close|toggle navigation|navigation|
read more|read on|read also|also read|read next|up next|see also|see more|show more|load more|view more|more on this|more on this story|
more on this topic|more from us|keep reading|continue reading|recommended|recommended for you|recommended reading|you may also like|you might also like|
trending|trending now|trending topics|most read|most viewed|most popular|most shared|editor's picks|editors picks|latest news|latest|related|related articles|related stories|
related topics|related posts|related content|related news|related links|related reading|in this article|on this page|topics in this article|
font change|font size|text size|change font|print|print this page|print article|listen|listen to this article|listen to article|listen now|save|save article|
bookmark|gift this article|gift article|copy link|link copied|email this|comment|comments|view comments|leave a comment|leave a reply|post a comment|
join the conversation|add a comment|no comments yet|follow us|follow|about us|contact us|contact|privacy policy|privacy|terms of use|terms|terms and conditions|
terms of service|cookie policy|cookie settings|accept|accept all|accept cookies|reject all|decline|manage preferences|manage cookies|i agree|got it|
support us|donate|donate now|download the app|get the app|open in app|watch live|watch now|live|play|play video|pause|mute|previous article|next article|
previous|next|all rights reserved|report an error|correct an error|send feedback|feedback|like|views|likes|shares|tags|about the author|
facebook|twitter|x|whatsapp|telegram|linkedin|pinterest|reddit|instagram|youtube|tiktok|email|e-mail|messenger|bluesky|threads|mastodon|rss|flipboard|pocket
anzeige|werbung|teilen|artikel teilen|drucken|merken|kommentare|kommentieren|lesen sie auch|mehr zum thema|mehr dazu|weiterlesen|zur startseite|
alle rechte vorbehalten|newsletter abonnieren|jetzt abonnieren|anmelden|folgen sie uns|auch interessant|das könnte sie auch interessieren|schriftgröße|
schriftgrösse ändern|artikel anhören|vorlesen|nach oben|impressum|datenschutz|meistgelesen|zum thema|themen|
publicité|la suite après cette publicité|la suite après la publicité|partager|lire aussi|à lire aussi|a lire aussi|lire la suite|lire plus|articles liés|
sur le même sujet|s'abonner|abonnez-vous|je m'abonne|se connecter|commenter|commentaires|imprimer|tous droits réservés|suivez-nous|les plus lus|
écouter l'article|taille du texte|mentions légales|réagir|
publicidad|anuncio|compartir|leer más|lea también|lee también|te puede interesar|artículos relacionados|noticias relacionadas|más información|suscríbete|
suscribirse|comentarios|imprimir|todos los derechos reservados|síguenos|lo más leído|iniciar sesión|
pubblicità|condividi|leggi anche|leggi di più|articoli correlati|iscriviti|stampa|tutti i diritti riservati|publicidade|partilhar|compartilhar|leia também|leia mais|
artigos relacionados|advertentie|delen|lees ook|lees meer|
إعلان|اعلان|إعلانات|شارك|مشاركة|شارك المقال|اقرأ أيضا|اقرأ أيضًا|اقرأ ايضا|إقرأ أيضا|اقرأ المزيد|المزيد|مقالات ذات صلة|مواضيع ذات صلة|أخبار ذات صلة|
جميع الحقوق محفوظة|اشترك|اشترك الآن|النشرة البريدية|اشترك في النشرة البريدية|تابعنا|تابعونا|طباعة|تعليقات|التعليقات|أضف تعليقا|الأكثر قراءة|تغيير حجم الخط|حجم الخط|نسخ الرابط|
פרסומת|שיתוף|שתפו|שתף|קראו גם|קרא גם|קראו עוד|כתבות נוספות|כתבות קשורות|עוד בנושא|תגובות|הדפסה|הרשמה|כל הזכויות שמורות|עקבו אחרינו|הוספת תגובה|
реклама|поделиться|читайте также|читать далее|читать дальше|ещё по теме|еще по теме|материалы по теме|по теме|подписаться|подпишитесь|комментарии|печать|
все права защищены|самое читаемое|войти|следите за нами|
reklama|reklame|hirdetés|annonce|annonse|annons|mainos|reklám|inzerce|publicitate|διαφήμιση|oglas|iklan|quảng cáo|
広告|广告|廣告|分享|分享到|分享本文|阅读更多|閱讀更多|相关文章|相關文章|相关阅读|相关新闻|延伸阅读|推荐阅读|版权所有|版權所有|订阅|订阅我们|评论|打印|字体大小|字号|关注我们|登录|注册|返回顶部|责任编辑|
enlarge|enlarge image|enlarge this image|click to enlarge|click image to enlarge|view this image|view image|toggle caption|hide caption|view larger image|
ampliar foto|ampliar imagen|bild vergrößern|agrandir l'image|agrandir|zoom in|expand image|image enlarge|увеличить|nagyítás|powiększ|
skip navigation|hide navigation|go to content|sections|home|most commented|related story|related article|read the full story|manage my cookies|your privacy choices|
zum inhalt springen|direkt zum inhalt|zum hauptinhalt|zur navigation|menü öffnen|menü|suche|startseite|abo|abonnieren|e-paper|mein konto|registrieren|lesen sie jetzt|
weitere artikel zum thema|weitere artikel|weitere themen|mehr aus diesem ressort|zurück zur startseite|zur übersicht|mehr anzeigen|weitere informationen|nutzungsbedingungen|agb|kontakt|
aller au contenu|aller au contenu principal|accéder au contenu|menu principal|rechercher|accueil|le journal|mon compte|offrir l'article|offrir cet article|gérer mes cookies|gestion des cookies|
conditions générales|conditions générales d'utilisation|politique de confidentialité|plan du site|voir plus|les plus commentés|dans la même rubrique|articles similaires|nos autres articles|réactions|
ir al contenido|ir al contenido principal|saltar al contenido|portada|edición impresa|hemeroteca|buscar|menú|noticia relacionada|noticias relacionadas|también te puede interesar|
más sobre este tema|más noticias|ver más|mis comentarios|normas|aviso legal|política de cookies|política de privacidad|condiciones de uso|configuración de cookies|reporta un error|escuchar noticia|guardar|archivado en|
تخطي إلى المحتوى|تخطى إلى المحتوى|انتقل إلى المحتوى|القائمة|القائمة الرئيسية|بحث|الصفحة الرئيسية|تسجيل الدخول|نسخ الرابط|انسخ الرابط|استمع إلى المقال|شارك برأيك|قد يعجبك أيضا|قد يهمك|قد يهمك أيضا|المزيد من الأخبار|
أخبار متعلقة|موضوعات متعلقة|مواضيع متعلقة|سياسة الخصوصية|اتصل بنا|من نحن|شروط الاستخدام|عرض المزيد|وسوم|الأكثر مشاهدة|
דילוג לתוכן|דלג לתוכן|דלג לתוכן העיקרי|דלג לתוכן הראשי|מעבר לתוכן|תפריט|תפריט ראשי|חיפוש|ראשי|דף הבית|התחברות|צרו קשר|אודות|תנאי שימוש|מדיניות פרטיות|האזינו לכתבה|שתפו את הכתבה|כתבות שאולי יעניינו אותך|
אולי יעניין אותך|כתבות אחרונות|הנקראות ביותר|עוד כתבות|עוד כתבות בנושא|לכל הכתבות|קרא עוד|
перейти к содержанию|перейти к основному содержанию|главная|меню|поиск|вход|регистрация|скопировать ссылку|материалы по теме|другие новости|новости по теме|статьи по теме|смотрите также|также по теме|ещё|
подписаться на рассылку|подписаться на новости|политика конфиденциальности|пользовательское соглашение|о проекте|контакты|популярное|
首页|导航|菜单|搜索|客户端|分享至|分享至微信|分享本页|复制链接|收藏|热门文章|热点推荐|猜你喜欢|更多|更多新闻|相关链接|相关报道|相关專題|更多阅读|联系我们|关于我们|隐私政策|
廣告|分享至|熱門文章|更多新聞|相關新聞|相關報導|推薦閱讀|返回頂部|回到頂部|回首頁|訂閱|留言
広告|関連記事|続きを読む|シェア|共有|コメント|광고|관련기사|공유|댓글
`);

/**
 * Lines of the list above that might as well be a subheading of an article ("Facebook", "Search", "Live"). They count
 * only next to other furniture, or where no text follows.
 */
export const AMBIGUOUS_LINES = plainSet(`
facebook|twitter|x|whatsapp|telegram|linkedin|pinterest|reddit|instagram|youtube|tiktok|email|e-mail|messenger|bluesky|threads|mastodon|pocket|rss|flipboard|
ad|ads|menu|search|close|print|save|listen|comment|comments|live|play|pause|mute|previous|next|like|likes|views|shares|follow|register|latest|
privacy|terms|contact|about us|accept|decline|tags|feedback|contact us|about the author|advertising|bookmark|navigation|got it|read on|
newsletter|newsletters|most popular|topics|themen|merken|drucken|kommentare|commentaires|comentarios|imprimir|stampa|delen|zum thema|datenschutz|impressum|
المزيد|طباعة|تعليقات|التعليقات|תגובות|הדפסה|комментарии|печать|评论|打印|分享|登录|注册|コメント|共有|댓글|공유|مشاركة|شارك|sections|home|menü|suche|abo|abonnieren|kontakt|rechercher|buscar|menú|normas|guardar|hemeroteca|بحث|وسوم|القائمة|חיפוש|אודות|поиск|вход|меню|регистрация|контакты|популярное|ещё|搜索|更多|导航|菜单|收藏|réactions|archivado en|promoted|sponsored|advert|watch now|anmelden|réagir|войти|по теме
`);

/** Words of which a page's own controls are named: "Share this article", "Change text size", "More stories on this". */
export const CONTROL_VERBS = plainSet(
  'share|tweet|follow|subscribe|sign|log|print|save|copy|listen|read|view|see|show|load|click|tap|change|resize|increase|decrease|download|skip|continue|bookmark|like|post|send|email|manage|accept|report|add|leave|join|get|open|watch|gift|hide|expand|adjust',
);
export const CONTROL_THINGS = plainSet(
  'article|articles|story|stories|page|link|newsletter|newsletters|comment|comments|facebook|twitter|whatsapp|telegram|linkedin|instagram|youtube|reddit|tiktok|email|font|text|size|cookies|related|more|popular|recommended|account|app|notifications|alerts|inbox|profile|feed|rss|podcast|preferences|settings|transcript|here|socials|media',
);
export const CONTROL_FILLERS = plainSet(
  'this|the|to|a|an|on|in|up|our|us|and|or|with|via|by|for|of|now|as|your|me|all|today|free|friend|daily|weekly|it|from|social|options|channel|x|full|below|next|here',
);
/** What a list of links to other articles is headed with: one of the first set and one of the second. */
export const LIST_KINDS = plainSet(
  'related|more|latest|popular|recommended|trending|most|other|similar|further|top|featured|also',
);
export const LIST_THINGS = plainSet(
  'article|articles|story|stories|news|posts|reading|read|topics|coverage|content|links|viewed|shared|videos|headlines|pieces|reads',
);

/** What stands for the front page in a path of links. */
export const FRONT_PAGE = plainSet(
  'home|homepage|front page|portada|главная страница|الرئيسة|ראשי|您 当 前|首 页|accueil|startseite|start|inicio|portada|início|الرئيسية|الصفحة الرئيسية|главная|דף הבית|ראשי|首页|首頁|ホーム|홈',
);

/** Departments of a newspaper, which it prints above the headline. */
export const SECTIONS = plainSet(`
politics|world|opinion|analysis|business|economy|culture|sport|sports|news|middle east|africa|asia|europe|americas|us|uk|international|national|local|
science|technology|tech|health|environment|climate|travel|lifestyle|society|features|feature|comment|editorial|exclusive|interview|profile|explainer|
investigation|investigations|report|special report|long read|the long read|in depth|commentary|perspective|essay|review|reviews|arts|books|media|education|energy|defence|defense|security|finance|markets|
politik|wirtschaft|kultur|gesellschaft|meinung|ausland|inland|wissen|sport|analyse|kommentar|reportage|
politique|monde|économie|société|culture|opinions|tribune|enquête|entretien|política|economía|mundo|cultura|sociedad|opinión|politica|economia|mondo|
سياسة|اقتصاد|ثقافة|رأي|تحليل|العالم|أخبار|تقارير|تقرير|מדינה|כלכלה|דעות|חדשות|политика|экономика|мир|общество|культура|мнение|аналитика|новости|国际|国内|财经|政治|经济|社会|文化|评论|观点|分析|region|regionales|lokales|stadt|panorama|feuilleton|verkehr|medien|région|régions|faits divers|justice|planète|sciences|santé|sucesos|comunidad|provincia|madrid|
происшествия|регионы|наука|спорт|محليات|عربي ودولي|منوعات|رياضة|ארץ|בארץ|בעולם|ספורט|תרבות|新闻|视频|社会新闻|地方|体育|科技|專題|深度
`);
