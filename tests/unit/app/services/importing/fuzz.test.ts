import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readArticle } from '../../../../../app/services/importing/registry.ts';
import { account } from '../../../../../shared/importing/account.ts';
import { assemble } from '../../../../../shared/importing/assemble.ts';
import { Refusal } from '../../../../../shared/refusal.ts';
import { SEED, times, within } from '../../../../support/torture.ts';
import { fixtureNames } from './measure.ts';

/* Damaged files of each format: a clear refusal, or a whole account of what is left. */

const RUNS = times('damaged-imports', 12, 1_000);
const FOLDER = join(import.meta.dirname, '../../../../fixtures/imports/tuned');

const damage = fc.record({
  cutAt: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  flips: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 255 })), {
    maxLength: 20,
  }),
  inserted: fc.option(
    fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom(
        '<',
        '>',
        '</div>',
        '<table>',
        '<li>',
        '&#0;',
        '\0',
        '\ufffc',
        '=3D',
        '--',
        ']]>',
        '<!--',
        '\ud800',
        '<svg>',
        '<pre>',
      ),
    ),
  ),
});

function damaged(
  bytes: Uint8Array,
  how: { cutAt: number | null; flips: [number, number][]; inserted: [number, string] | null },
) {
  let out = Buffer.from(bytes);
  for (const [at, value] of how.flips) out[Math.floor(at * (out.length - 1))] = value;
  if (how.inserted) {
    const at = Math.floor(how.inserted[0] * out.length);
    out = Buffer.concat([out.subarray(0, at), Buffer.from(how.inserted[1]), out.subarray(at)]);
  }
  return new Uint8Array(how.cutAt === null ? out : out.subarray(0, Math.floor(how.cutAt * out.length)));
}

const names = [...new Map(fixtureNames('tuned').map((name) => [name.replace(/^.*\./, ''), name])).values()];

test.each(names)(
  `%s, damaged in ${RUNS} ways, seed ${SEED}`,
  async (name) => {
    const whole = new Uint8Array(readFileSync(join(FOLDER, name)));
    const property = fc.asyncProperty(damage, async (how) => {
      try {
        const { article } = await readArticle({ name, bytes: damaged(whole, how as never) });
        expect(account(article).unaccounted).toBe('');
        assemble(article);
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
    });
    await fc.assert(property, { numRuns: RUNS, seed: SEED });
  },
  within(60_000),
);

test.each(names)('%s, cut short anywhere', async (name) => {
  const whole = new Uint8Array(readFileSync(join(FOLDER, name)));
  for (let part = 0; part < 10; part++) {
    const bytes = whole.subarray(0, Math.floor((whole.length * part) / 10));
    try {
      const { article } = await readArticle({ name, bytes });
      expect(account(article).unaccounted).toBe('');
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal);
    }
  }
});
