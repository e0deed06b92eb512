import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readArticle } from '../../../app/services/importing/registry.ts';
import { asLine, fitOf, samplesIn, total } from '../../unit/shared/importing/measure.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/documents');

describe.each([
  ['tuned', ['pdf', 'docx']],
  ['set-aside', ['pdf', 'docx']],
  ['later', ['pdf', 'docx', 'odt']],
])('documents by several programs, %s', (half, extensions) => {
  test.each(extensions)('%s becomes the article that it holds, and nothing else', async (extension) => {
    const samples = samplesIn(join(FOLDER, half)).filter(({ name }) => name.endsWith(extension));
    const fits = [];
    for (const sample of samples) {
      const { article } = await readArticle({ name: sample.name, bytes: sample.bytes });
      fits.push(fitOf(article, sample));
      const { language, direction } = article;
      expect({ language, direction }, sample.name).toEqual({
        language: sample.facts.get('language'),
        direction: sample.facts.get('direction'),
      });
    }
    const all = total(fits);
    const differences = fits.flatMap((fit) => fit.differences).join('\n');
    console.info(asLine(`${extension}, ${half}, ${samples.length} files`, all));
    expect(samples.length).toBeGreaterThanOrEqual(2);
    expect(all.unaccounted, 'characters unaccounted').toBe(0);
    expect(all.kept / all.words, differences).toBeGreaterThanOrEqual(0.99);
    expect(all.foreign / all.words, differences).toBeLessThanOrEqual(0.03);
    expect(all.right / all.blocks, differences).toBeGreaterThanOrEqual(0.95);
  });
});
