import { expect, test } from 'vitest';
import { familiesFor, hanOf, hanOfBrief } from '../../../../../shared/exporting/pdf/print-families.ts';

test('a brief’s language says which shapes its Chinese characters have', () => {
  expect(hanOfBrief('ja', '中')).toBe('japanese');
  expect(hanOfBrief('ko-KR', '中')).toBe('korean');
  expect(hanOfBrief('zh', 'かな')).toBe('simplified');
  for (const language of ['zh-Hant', 'zh-TW', 'zh-hk', 'zh-Hant-HK']) {
    expect(hanOfBrief(language, '中')).toBe('traditional');
  }
});

test('where it says nothing, the letters do that only one language has', () => {
  expect(hanOfBrief('en', 'Tokyo (東京、とうきょう)')).toBe('japanese');
  expect(hanOfBrief('und', '서울')).toBe('korean');
  expect(hanOfBrief('en', '北京')).toBe('simplified');
  expect(hanOf('カ', 'traditional')).toBe('japanese');
  expect(hanOf('中', 'traditional')).toBe('traditional');
});

test('the country’s shapes are looked for first, and the others stand by', () => {
  const families = familiesFor('japanese');
  const first = families.findIndex((family) => family.startsWith('Noto Sans '));
  expect(families[first]).toBe('Noto Sans JP Variable');
  expect(new Set(families).size).toBe(10);
});
