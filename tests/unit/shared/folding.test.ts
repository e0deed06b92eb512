import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findFolded, folded } from '../../../shared/folding.ts';

const found = (text: string, query: string) => findFolded(text, query).map(({ from, to }) => text.slice(from, to));

describe('search', () => {
  it.each([
    ['Résumé of the ÉLAN', 'resume', 'Résumé'],
    ['a naïve plan', 'NAIVE', 'naïve'],
    ['re\u0301sume\u0301 again', 'résumé', 're\u0301sume\u0301'],
    ['die Straße', 'strasse', 'Straße'],
    ['Søren’s note', "soren's", 'Søren’s'],
    ['a co\u00ADoperative', 'cooperative', 'co\u00ADoperative'],
    ['ﬁrst ﬂight', 'flight', 'ﬂight'],
    ['قالَ الوَزِيرُ أمس', 'الوزير', 'الوَزِيرُ'],
    ['إلى المدينة', 'الى المدينه', 'إلى المدينة'],
    ['部长在北京表示', '北京', '北京'],
    ['ＧＤＰ rose', 'gdp', 'ＧＤＰ'],
    ['שָׁלוֹם לכם', 'שלום', 'שָׁלוֹם'],
    ['ΟΔΟΣ', 'οδος', 'ΟΔΟΣ'],
    ['한국은행', '한국', '한국'],
    ['two\u00A0 words\nhere', 'two words here', 'two\u00A0 words\nhere'],
    ['costs (net) + 5', '(net) + 5', '(net) + 5'],
  ])('in “%s” for “%s” finds the words', (text, query, words) => {
    expect(found(text, query)).toEqual([words]);
  });

  it('finds every place, and nothing for nothing', () => {
    expect(findFolded('ana ANA ána', 'ana')).toEqual([
      { from: 0, to: 3 },
      { from: 4, to: 7 },
      { from: 8, to: 11 },
    ]);
    expect(findFolded('words', ' ')).toEqual([]);
    expect(findFolded('aaaa', 'a', 2)).toHaveLength(2);
  });

  it('finds every stretch of whole words of any text again, where it stands', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), fc.nat(), fc.nat(), (text, a, b) => {
        const letters = [...new Intl.Segmenter().segment(text)];
        const from = letters[a % letters.length]?.index ?? 0;
        const last = letters[b % letters.length];
        const to = (last?.index ?? 0) + (last?.segment.length ?? 0);
        const query = text.slice(from, to);
        fc.pre(folded(query).trim() !== '');
        expect(findFolded(text, query).length).toBeGreaterThan(0);
      }),
    );
  });
});
