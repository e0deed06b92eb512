import { describe, expect, test } from 'vitest';
import { fromMarkdown } from '../../../../shared/comments/from-markdown.ts';
import { toMarkdown } from '../../../../shared/comments/to-markdown.ts';
import { Anonymiser } from '../../../../shared/exporting/anonymise.ts';
import { letterOf } from '../../../../shared/exporting/people-out.ts';

const person = (number: number) => ({ number, name: letterOf(number), initials: letterOf(number), colour: '#5f636b' });
const anonymiser = () =>
  new Anonymiser([
    { person: person(1), names: ['Will Okoro'] },
    { person: person(2), names: ['José Núñez', 'Joe N'] },
    { person: person(3), names: ['أحمد علي'] },
    { person: person(4), names: ['王芳'] },
  ]);

describe('anonymising what people wrote', () => {
  test.each([
    ['As Will Okoro’s table says', 'As A’s table says'],
    ['WILL OKORO and will okoro', 'A and A'],
    ['@will look; it will rain, Will', '@A look; it will rain, A'],
    ['Okoro, Okorovia', 'A, Okorovia'],
    ['José and Jose\u0301 and Joe N', 'B and B and B'],
    ['وأحمد علي قال', 'وC قال'],
    ['我问王芳了', '我问D了'],
    ['mail will.okoro@example.org now', 'mail A now'],
  ])('“%s” becomes “%s”', (text, anonymous) => {
    expect(anonymiser().text(text)).toBe(anonymous);
  });

  test('finds a name through its marks, and takes links away that tell one', () => {
    const node = (markdown: string) => toMarkdown(anonymiser().node(fromMarkdown(markdown)));
    expect(node('**Will** Okoro said so')).toBe('A said so');
    expect(node('[his page](https://example.org/people/will-okoro)')).toBe('his page');
    expect(node('[write](mailto:x@example.org)')).toBe('write');
    expect(node('[the report](https://example.org/report)')).toBe('[the report](<https://example.org/report>)');
  });

  test('letters go on after Z', () => {
    expect([1, 26, 27, 52, 53, 703].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'AAA']);
  });
});
