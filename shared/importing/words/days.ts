import { wordsOf } from '../wording.ts';
import { plain } from './plain.ts';

/** The months by their names, whole and as they are shortened, in the languages of which none is another's. */
const MONTHS: readonly (readonly string[])[] = [
  'january|jan|januar|jänner|janvier|janv|enero|ene|gennaio|gen|janeiro|januari|января|январь|stycznia|január|ledna|ianuarie|يناير|ינואר|בינואר',
  'february|feb|februar|février|févr|febrero|febbraio|fevereiro|fev|februari|февраля|февраль|lutego|február|února|februarie|فبراير|פברואר|בפברואר',
  'march|mar|märz|mars|marzo|março|maart|marts|марта|март|marca|március|března|martie|مارس|מרץ|במרץ',
  'april|apr|avril|avr|abril|abr|aprile|апреля|апрель|kwietnia|április|dubna|aprilie|أبريل|إبريل|ابريل|אפריל|באפריל',
  'may|mai|mayo|maggio|mag|maio|mei|maj|мая|май|maja|május|května|مايو|מאי|במאי',
  'june|jun|juni|juin|junio|giugno|giu|junho|июня|июнь|czerwca|június|června|iunie|يونيو|יוני|ביוני',
  'july|jul|juli|juillet|juil|julio|luglio|lug|julho|июля|июль|lipca|július|července|iulie|يوليو|יולי|ביולי',
  'august|aug|août|agosto|ago|augustus|augusti|августа|август|sierpnia|augusztus|srpna|أغسطس|اغسطس|אוגוסט|באוגוסט',
  'september|sep|sept|septembre|septiembre|settembre|setembro|сентября|сентябрь|września|szeptember|září|septembrie|سبتمبر|ספטמבר|בספטמבר',
  'october|oct|oktober|okt|octobre|octubre|ottobre|ott|outubro|out|октября|октябрь|października|október|října|octombrie|أكتوبر|اكتوبر|אוקטובר|באוקטובר',
  'november|nov|novembre|noviembre|novembro|ноября|ноябрь|listopadu|noiembrie|نوفمبر|נובמבר|בנובמבר',
  'december|dec|dezember|dez|décembre|déc|diciembre|dic|dicembre|dezembro|декабря|декабрь|grudnia|prosince|decembrie|ديسمبر|דצמבר|בדצמבר',
].map((names) => names.split('|').map(plain));
const MONTH_OF = new Map(MONTHS.flatMap((names, at) => names.map((name): [string, number] => [name, at + 1])));

/** “2031-06-03”, “2031.6.3”, “2031年6月3日”; days before months are not told from months before days. */
const YEAR_FIRST = /\b((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)/u;
const YEAR = /^(?:19|20)\d{2}$/;
const DAY = /^(\d{1,2})(?:st|nd|rd|th|er|º)?$/;
/** Longer lines say more than a date. */
const LONGEST = 200;

/** The first day that some lines name without a doubt, as `2031-06-03`; undefined where they name none. */
export function dayIn(lines: readonly string[]): string | undefined {
  for (const line of lines) {
    const day = line.length > LONGEST ? undefined : (yearFirst(line) ?? withMonth(line));
    if (day) return day;
  }
  return undefined;
}

function yearFirst(line: string): string | undefined {
  const [, year = '', month = '', day = ''] = YEAR_FIRST.exec(line) ?? [];
  return year === '' ? undefined : dayOf(Number(year), Number(month), Number(day));
}

/** “June 3, 2031”, “3. Juni 2031”, “3 de junio de 2031”. */
function withMonth(line: string): string | undefined {
  const words = wordsOf(line).filter((word) => word !== 'de' && word !== 'del');
  for (const [at, word] of words.entries()) {
    const month = MONTH_OF.get(word);
    if (month === undefined) continue;
    const before = DAY.exec(words[at - 1] ?? '')?.[1];
    const after = DAY.exec(words[at + 1] ?? '')?.[1];
    const [day, year] = before !== undefined ? [before, words[at + 1]] : [after, words[at + 2]];
    if (day !== undefined && YEAR.test(year ?? '')) return dayOf(Number(year), month, Number(day));
  }
  return undefined;
}

function dayOf(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (month < 1 || month > 12 || date.getUTCDate() !== day || date.getUTCMonth() !== month - 1) return undefined;
  return date.toISOString().slice(0, 10);
}
