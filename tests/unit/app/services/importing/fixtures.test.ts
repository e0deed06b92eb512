import { describe, expect, test } from 'vitest';
import { fixtureNames, type Half, type Measured, measure, readFixture, shares } from './measure.ts';

/* What the issue asks of the half that was set aside; the other half, which rules were made by, must do as well. */
const LEAST_KEPT = 0.99;
const MOST_FOREIGN = 0.03;
const LEAST_TYPES = 0.95;

describe.each<Half>(['tuned', 'held-out', 'later', 'templates'])('files of all formats, %s', (half) => {
  const all: Measured[] = [];

  test.each(fixtureNames(half))('%s', async (name) => {
    const { read, expected } = await readFixture(half, name);
    const { article, files } = read;
    const measured = measure(name, article, expected);
    all.push(measured);
    if (process.env.BRIEFMARK_SHOW_IMPORTS) console.log(name, measured);
    expect(measured.unaccounted).toBe(0);
    expect({ language: article.language.slice(0, 2), direction: article.direction }).toEqual({
      language: expected.language,
      direction: expected.direction,
    });
    if (expected.about) expect(article.about).toMatchObject(expected.about);
    if (expected.files) expect([...files.values()].map((file) => file.name)).toEqual(expected.files);
  });

  test('as a whole', () => {
    const { kept, foreign, types, unaccounted } = shares(all);
    const percent = (share: number) => `${(share * 100).toFixed(2)}%`;
    console.log(
      `${half}: ${all.length} files, words kept ${percent(kept)}, foreign ${percent(foreign)}, types ${percent(types)}`,
    );
    expect(kept).toBeGreaterThanOrEqual(LEAST_KEPT);
    expect(foreign).toBeLessThanOrEqual(MOST_FOREIGN);
    expect(types).toBeGreaterThanOrEqual(LEAST_TYPES);
    expect(unaccounted).toBe(0);
  });
});
