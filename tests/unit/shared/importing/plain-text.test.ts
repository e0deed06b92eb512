import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importText } from '../../../../shared/importing/import-text.ts';
import { asLine, fitOf, samplesIn, total } from './measure.ts';

const FOLDER = join(import.meta.dirname, '../../../fixtures/plain-text');

describe.each(['tuned', 'set-aside'])('dirty plain text, %s', (half) => {
  const samples = samplesIn(join(FOLDER, half));

  test('becomes the article that it holds, and nothing else', () => {
    const fits = samples.map((sample) => fitOf(importText(sample.bytes, sample.name), sample));
    const all = total(fits);
    console.info(asLine(`plain text, ${half}, ${samples.length} files`, all));
    const differences = fits.flatMap((fit) => fit.differences);
    expect(all.unaccounted, 'characters unaccounted').toBe(0);
    expect(all.kept / all.words, differences.join('\n')).toBeGreaterThanOrEqual(0.99);
    expect(all.foreign / all.words, differences.join('\n')).toBeLessThanOrEqual(0.03);
    expect(all.right / all.blocks, differences.join('\n')).toBeGreaterThanOrEqual(0.95);
  });

  test.each(samples.map((sample) => [sample.name, sample] as const))(
    '%s: language, direction and marking',
    (name, { bytes, facts }) => {
      const { language, direction } = importText(bytes, name);
      expect({ language, direction }).toEqual({ language: facts.get('language'), direction: facts.get('direction') });
    },
  );
});
