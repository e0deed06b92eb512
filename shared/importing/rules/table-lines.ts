import { decide, type Rule } from './rule.ts';

/** How the line begins that says what a table or a picture shows. */
export const CAPTION =
  /^(?:table|tab\.|tabelle|tableau|tabla|tabella|tabela|cuadro|quadro|figura|gráfic[oa]|graphique|grafik|schaubild|karte|carte|mapa|map|chart|exhibit|figure|fig\.|abbildung|abb\.|таблица|рисунок|рис\.|график|карта|جدول|الجدول|شكل|الشكل|טבלה|איור|表|图)\s*(?:№ ?)?[\dIVX]{1,4}\b|^表\s*[\d一二三四五六七八九十]/iu;
/** How the line begins that says where a table's figures come from. */
export const SOURCE =
  /^(?:sources?|quellen?|fuentes?|fonte|bron|источник(?:и)?|المصدر|מקור|资料来源|資料來源|来源)\s*[:：]\s*\S/iu;
/** A source names offices and years; a sentence about sources is longer. */
const MOST_WORDS = 30;

/** Above a table stands what it shows, below it where the figures come from. */
export const tableLines: Rule = {
  name: 'table-lines',
  apply(pieces) {
    pieces.forEach((piece, at) => {
      if (piece.verdict?.type !== 'table') return;
      const above = pieces[at - 1];
      const below = pieces[at + 1];
      if (
        above &&
        !above.verdict &&
        (CAPTION.test(above.text) || (!piece.gapBefore && !above.endsAsSentence)) &&
        above.weight <= MOST_WORDS
      )
        decide(above, 'caption', 'Says what the table below shows.');
      if (below && !below.verdict && below.weight <= MOST_WORDS && SOURCE.test(below.text))
        decide(below, 'credit', 'Says where the table’s figures come from.');
    });
  },
};
