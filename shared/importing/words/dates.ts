import { wordsOf } from '../wording.ts';
import { plainSet } from './plain.ts';

const MONTHS = plainSet(`
january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|
januar|jänner|februar|märz|mai|juni|juli|oktober|dezember|okt|dez|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|
enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|
janv|févr|avr|juil|ene|abr|dic|fev|out|dez|gen|mag|giu|lug|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|januari|februari|maart|mei|augustus|
يناير|فبراير|مارس|أبريل|إبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|كانون|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول|تشرين|
stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia|mars|maj|augusti|marts|desember|
ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince|ocak|şubat|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık|
січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|ינואר|פברואר|מרץ|אפריל|מאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר|
январь|февраль|март|апрель|май|июнь|июль|август|сентябрь|октябрь|ноябрь|декабрь|януари|февруари|април|юни|юли|септември|октомври|ноември|декември|
stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia|ledna|února|března|dubna|května|června|července|srpna|října|listopadu|prosince|
január|február|március|április|május|június|július|augusztus|szeptember|október|ocak|şubat|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık|maj|augusti|marts|
ianuarie|februarie|martie|aprilie|iunie|iulie|septembrie|octombrie|noiembrie|decembrie|ابريل|اغسطس|اكتوبر|ايلول|ايار|اذار|
בינואר|בפברואר|במרץ|באפריל|במאי|ביוני|ביולי|באוגוסט|בספטמבר|באוקטובר|בנובמבר|בדצמבר
`);

/** What else stands on a line that gives a date. */
const AROUND = plainSet(`
published|publish|posted|updated|update|last|modified|first|created|date|on|at|of|the|am|pm|a|p|m|gmt|utc|est|edt|cet|cest|bst|pst|pdt|et|hrs|h|th|st|nd|rd|ago|hour|hours|minute|minutes|min|mins|
monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun|today|yesterday|
uhr|um|am|vom|stand|veröffentlicht|aktualisiert|zuletzt|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|den|der|
publié|publie|le|à|mis|mise|jour|modifié|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|er|et|
publicado|actualizado|el|de|del|a|las|lunes|martes|miércoles|jueves|viernes|sábado|domingo|pubblicato|aggiornato|il|alle|gepubliceerd|bijgewerkt|op|
نشر|تاريخ|النشر|نشرت|آخر|تحديث|في|يوم|الأول|الثاني|опубликовано|обновлено|года|г|в|פורסם|עודכן|ב|
توقيت|مكة|غرينتش|المكرمة|تحديث|الأحد|الاثنين|الإثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|صباحا|مساء|بتوقيت|الساعة|תאריך|יום|ראשון|שני|שלישי|רביעי|חמישי|שישי|שבת|בשעה|
понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|мск|изменено|дата|lun|mar|mié|jue|vie|sáb|dom|h|hrs|uur|ore|ora|modificado|mis|à|mo|di|mi|do|fr|sa|so|
opublikowano|dodano|aktualizacja|godz|publikacji|data|közzétéve|frissítve|yayınlanma|güncelleme|tarihi|saat|publicerad|uppdaterad|publisert|oppdatert|kl|udgivet|opdateret|publicat|actualizat|ora|
horas|hora|ore|godzina|格|林|尼|治|标|准|北|京|间|發|佈|年|月|日|时|分|发|布|更|新|時|間|于|星|期|一|二|三|四|五|六|号|read|reading|time|edition|temps|lecture|lesezeit|minuten|tiempo|minutos|tempo|lettura|время|чтения|минут|минуты|وقت|القراءة|دقائق|דקות|קריאה|分钟|阅读|字号|大|中|小
`);

const NUMBER = /^\d+(?:st|nd|rd|th|er|am|pm|h|h\d+)?$/;
const NUMERIC_DATE =
  /\b(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))\b|\d{4}\s*年\s*\d{1,2}\s*月|\b\d{1,2}:\d{2}\b/;

/** “Spring 2036”, “Winter 2035/36”: when a review came out. */
const SEASON =
  /^(?:spring|summer|autumn|fall|winter|frühjahr|frühling|sommer|herbst|printemps|été|automne|hiver|primavera|verano|otoño|invierno|estate|autunno|inverno|весна|лето|осень|зима|ربيع|صيف|خريف|شتاء|אביב|קיץ|סתיו|חורף)\s+\d{4}(?:\s*[/–-]\s*\d{2,4})?$/iu;

/** Whether a line says nothing but when: a date, perhaps with a time, a weekday and "Published", or a season. */
export function isDateLine(text: string): boolean {
  if (text.length > MAX_DATE_LINE) return false;
  if (SEASON.test(text.trim())) return true;
  const words = wordsOf(text);
  const known = words.every((word) => NUMBER.test(word) || MONTHS.has(word) || AROUND.has(word));
  return known && (NUMERIC_DATE.test(text) || (words.some((w) => MONTHS.has(w)) && words.some((w) => NUMBER.test(w))));
}

/** Whether a line names a day or a year: a caption often does, a body paragraph seldom at this length. */
export function namesDate(text: string): boolean {
  return NUMERIC_DATE.test(text) || /\b(?:19|20)\d{2}\b/.test(text) || hasDayOfMonth(text);
}

function hasDayOfMonth(text: string): boolean {
  const words = wordsOf(text.slice(0, MAX_SCANNED));
  return words.some(
    (word, at) => MONTHS.has(word) && (NUMBER.test(words[at - 1] ?? '') || NUMBER.test(words[at + 1] ?? '')),
  );
}

/** "Published Wednesday, 12 September 2029 at 18:20 GMT, last updated …" is about as long as it gets. */
const MAX_DATE_LINE = 120;
const MAX_SCANNED = 600;
