import { describe, expect, test } from 'vitest';
import { distinctName, exportFileName } from '../../../../shared/exporting/file-name.ts';
import { closeBidi, wellFormedText } from '../../../../shared/exporting/well-formed.ts';

describe('the file name of an export', () => {
  test.each([
    ['Ferry/strike\\enters: "second" week?', 'Ferry-strike-enters- -second- week-.md'],
    ['CON', '_CON.md'],
    ['com1.notes', '_com1.notes.md'],
    ['../../etc/passwd', 'etc-passwd.md'],
    ['Trailing dots...  ', 'Trailing dots.md'],
    ['…', '….md'],
    ['   ', 'brief.md'],
    ['a\u202eb\u0000c\ud800d', 'abcd.md'],
  ])('of “%s” is one that every system takes', (title, name) => {
    expect(exportFileName(title, 'md')).toBe(name);
  });

  test('is cut between characters where it would be too long', () => {
    const name = exportFileName('水'.repeat(300), 'docx');
    expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(205);
    expect(name).toMatch(/^水+\.docx$/);
    expect(exportFileName('👩🏽‍🔬'.repeat(60), 'html').isWellFormed()).toBe(true);
  });

  test('has a number where another has the same, whatever its case', () => {
    const taken = new Set<string>();
    expect(['a.md', 'A.md', 'a.md'].map((name) => distinctName(name, taken))).toEqual(['a.md', 'A (2).md', 'a (3).md']);
  });
});

describe('text that goes out', () => {
  test('keeps its length, whatever no format can hold', () => {
    const text = 'a\u0000b\ud83dc\ufffed\re\u0085f';
    expect(wellFormedText(text)).toBe('a\ufffdb\ufffdc\ufffdd\ne\ufffdf');
    expect(wellFormedText(text)).toHaveLength(text.length);
  });

  test('turns nothing round that stands behind it', () => {
    expect(closeBidi('a \u202eb')).toBe('a \u202eb\u202c');
    expect(closeBidi('a \u2067b \u202ac')).toBe('a \u2067b \u202ac\u202c\u2069');
    expect(closeBidi('a \u2067b\u2069')).toBe('a \u2067b\u2069');
    expect(closeBidi('a \u202eb\nc')).toBe('a \u202eb\nc');
  });
});
