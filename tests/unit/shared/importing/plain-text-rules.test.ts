import { describe, expect, test } from 'vitest';
import { blocksOf } from '../../../../shared/article/blocks.ts';
import { assemble } from '../../../../shared/importing/assemble.ts';
import { importString, kinds } from './import-string.ts';

const BODY = 'The council of the harbour met for an hour and adjourned without having decided anything at all.';
const blocks = (text: string) => blocksOf(assemble(importString(text)).article);
const texts = (text: string): string[] => blocks(text).map((block) => block.text);

describe('tables', () => {
  test.each([
    ['strokes', '| Port | Tons |\n|------|-----:|\n| Ilm  |    7 |', 'Port\tTons\nIlm\t7'],
    ['tabs, the first cell empty', '\tTons\tBoats\nIlm\t7\t1', '\tTons\tBoats\nIlm\t7\t1'],
    [
      'spaces, a cell empty',
      'Port     Tons  Boats\nIlm         7      1\nSula               2',
      'Port\tTons\tBoats\nIlm\t7\t1\nSula\t\t2',
    ],
    [
      'a frame, rows of two lines',
      '+------+-------+\n| Port | Tons  |\n+------+-------+\n| Ilm  | seven |\n|      | or so |\n+------+-------+\n| Sula | two   |\n+------+-------+',
      'Port\tTons\nIlm\tseven or so\nSula\ttwo',
    ],
  ])('drawn with %s', (_, table, cells) => {
    expect(blocks(`A title\n\n${BODY}\n\n${table}\n\n${BODY} Again.\n`)[2]).toEqual({ type: 'table', text: cells });
  });

  test('prose with two spaces after each full stop is none', () => {
    const prose =
      'He came.  He saw the harbour, and went\nhome.  She stayed.  Nobody knows what was\nsaid.  The bell rang, and rang again.';
    expect(kinds(`A title\n\n${prose}\n`)).not.toContain('table');
  });
});

describe('pages', () => {
  const page = (number: number, text: string) => `The harbour book                ${number}\n\n${text}`;

  test('a sentence goes on over the page’s end, and its head is left out', () => {
    const text = `A title\n\n${BODY}\n\nThe second of the ships came in at dawn and\n\f${page(2, 'tied up at the old pier.')}\n\f${page(3, BODY)}`;
    expect(texts(text)).toEqual([
      'A title',
      BODY,
      'The second of the ships came in at dawn and tied up at the old pier.',
      BODY,
    ]);
  });

  test('a year alone on a line is no page’s number', () => {
    expect(texts(`A title\n\n${BODY}\n\n2031\n\n${BODY} Again.\n`)).toContain('2031');
  });
});

describe('letters', () => {
  test('soft hyphens, ligatures and vertical forms become the letters that they stand for', () => {
    expect(
      texts(
        `A title\n\nThe eﬃ\u00adciency of ﬁve ships, and of the dif\u00ad\nference; ﹁橋在﹂ said he, who was the last.\n`,
      )[1],
    ).toBe('The efficiency of five ships, and of the difference; 「橋在」 said he, who was the last.');
  });

  test('a hyphen that only cuts a word goes, where the text has the word in one piece', () => {
    const text = `A title\n\nThe miscellaneous works of the province were put under a heading called miscel-\nlaneous, and the long-\nterm plan was not.\n`;
    expect(texts(text)[1]).toContain('called miscellaneous, and the long-term plan');
  });
});

describe('markings and cables', () => {
  test('a banner is left out and kept as the marking', () => {
    const article = importString(`SECRET//NOFORN\n\nSUBJECT: A lock\n\n${BODY}\n\nSECRET//NOFORN\n`);
    expect(article.about?.marking).toBe('SECRET//NOFORN');
    expect(texts(`SECRET//NOFORN\n\nFROM: The office\nSUBJECT: A lock\n\n${BODY}\n\nSECRET//NOFORN\n`)).toEqual([
      'FROM: The office',
      'A lock',
      BODY,
    ]);
  });

  test('a sentence that begins with “To” or “Secret” stays', () => {
    const text = `A title\n\n${BODY}\n\nTO BE CONTINUED\n\nSecret talks were held for an hour, and nobody knows what was said.\n`;
    expect(texts(text)).toContain('Secret talks were held for an hour, and nobody knows what was said.');
  });
});

test('a table of contents is left out, a sentence that trails off stays', () => {
  const contents = 'Contents\n\n1 The harbour . . . . . . . . . . 3\n\n1.1 Its piers ............ 12\n\n';
  expect(texts(`A title\n\n${contents}${BODY}\n\nHe said nothing... for 12\n`)).toEqual([
    'A title',
    BODY,
    'He said nothing... for 12',
  ]);
});

test('“END” closes a report, and is a word in the midst of one', () => {
  expect(
    texts(`A title\n\n${BODY}\n\nEND\n\n${`${BODY}\n\n`.repeat(6)}END\n`).filter((text) => text === 'END'),
  ).toHaveLength(1);
});

describe('texts of books', () => {
  test('the frame that a library puts around one is left out, but for its title and its author', () => {
    const text = `The Project Gutenberg EBook of The Outer Mole, by Ragna Teel\n\nThis eBook is for the use of anyone anywhere.\n\nTitle: The Outer Mole\n\nAuthor: Ragna Teel\n\nLanguage: English\n\n*** START OF THIS PROJECT GUTENBERG EBOOK THE OUTER MOLE ***\n\nVII\n\n${BODY}\n\n[Illustration: The quay at dawn.]\n\n${BODY} Again.\n\n*** END OF THIS PROJECT GUTENBERG EBOOK THE OUTER MOLE ***\n\nSection 1. You may charge a fee for copies of it.\n`;
    expect(blocks(text).map(({ type, text: words }) => [type, words])).toEqual([
      ['title', 'The Outer Mole'],
      ['byline', 'Author: Ragna Teel'],
      ['heading', 'VII'],
      ['paragraph', BODY],
      ['caption', '[Illustration: The quay at dawn.]'],
      ['paragraph', `${BODY} Again.`],
    ]);
  });

  test('what stands free more often than any article’s pull quotes is none', () => {
    const verse = (at: number) =>
      `The ${at} grey boats that went beyond the bar and did not come again to any harbour of the north`;
    const text = `A title\n\n${Array.from({ length: 20 }, (_, at) => `${BODY}\n\n${BODY} Again.\n\n${verse(at)}`).join('\n\n')}\n\n${BODY}\n`;
    expect(kinds(text).filter((kind) => kind === 'pullquote')).toEqual([]);
    expect(kinds(`A title\n\n${BODY}\n\n${verse(1)}\n\n${BODY}\n\n${BODY} Again.\n`)).toContain('pullquote');
  });
});

describe('labels, frames and breaks', () => {
  test('who speaks, or what is decided, heads nothing where it is a habit; a colon alone parts a heading', () => {
    const minutes = `A title\n\n${BODY}\n\nDecided: the stairs\n\n${BODY}\n\nAction: T. Lodge, by 1 May\n\n${BODY}\n\nKEEPER: And the goose?\n\n${BODY}\n`;
    expect(kinds(minutes)).not.toContain('heading');
    expect(kinds(`A title\n\n${BODY}\n\nAnalysis: who pays for it\n\n${BODY}\n`)).toContain('heading');
  });

  test('dashes around a line make it a heading, and are omitted', () => {
    const [, , heading] = blocks(`A title\n\n${BODY}\n\n--- Long nights ---\n\n${BODY} Again.\n`);
    expect(heading).toEqual({ type: 'heading', level: 2, text: 'Long nights' });
  });

  test('lines that are set in open paragraphs, and are no sign that the lines above were not broken', () => {
    const wire =
      'A title\n   HAVNSUND (AFP) - Pilots at three northern ports stopped\nwork on Tuesday morning after talks ended.\n   "We are asking for a bed," said their speaker, who has brought\nships into Havnsund.\n   The authority said that it would put its case to a mediator on\nThursday, and no sooner.\n';
    expect(texts(wire)).toHaveLength(4);
  });

  test('one broken line tells where a text in Hebrew was wrapped', () => {
    const text =
      'הנמל הישן ייסגר לשיפוצים\n\nהנמל הישן ייסגר מיום ראשון לשישה שבועות, כך הודיעה אתמול רשות הנמלים. הסירות\nיועברו לרציף הצפוני, והדייגים יקבלו פיצוי.\n';
    expect(texts(text)).toHaveLength(2);
  });
});
