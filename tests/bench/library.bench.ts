import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Library } from '../../app/services/library/library.ts';
import { articleOf } from '../../shared/article/blocks.ts';
import { personCalled } from '../support/people.ts';
import { type Bench, median, timed } from './support/bench.ts';

const BRIEFS = 5_000;
const WORDS =
  'harbour tariff ministry vessel strike budget reform council river export delegation minister treaty border grain price union court vote energy'.split(
    ' ',
  );

/** An article of about 700 words, unlike any other's. */
function article(number: number) {
  const paragraph = (at: number) => {
    const words = Array.from({ length: 60 }, (_, i) => WORDS[(number * 7 + at * 13 + i * i * 3) % WORDS.length]);
    return { type: 'paragraph' as const, text: `${words.join(' ')} number${number * 31 + at}.` };
  };
  return articleOf([
    { type: 'title', text: `Report ${number} on the ${WORDS[number % WORDS.length]}` },
    ...Array.from({ length: 12 }, (_, at) => paragraph(at)),
  ]);
}

export default {
  name: 'Library',
  about: '5,000 briefs of 700 words each',
  async run(report) {
    const folder = await mkdtemp(join(tmpdir(), 'briefmark-library-'));
    try {
      const founder = personCalled('Ann Okoro');
      const described = {
        language: 'en',
        direction: 'ltr' as const,
        source: { name: 'report.txt', encoding: 'utf-8' },
      };
      const first = new Library(folder);
      for (let i = 0; i < BRIEFS; i++) {
        await first.addArticle({ article: article(i), described, leftOut: [] }, founder, Date.now());
      }
      report({
        what: 'the list, made anew from the folders',
        value: await timed(() => first.catalogue.list()),
        unit: 'ms',
      });
      report({
        what: 'the first search, made anew',
        value: await timed(() => first.catalogue.search('harbour')),
        unit: 'ms',
      });
      await first.closeAll();

      const library = new Library(folder);
      let briefs = 0;
      const list = await timed(async () => {
        briefs = (await library.catalogue.list()).length;
      });
      if (briefs !== BRIEFS) throw new Error(`The list has ${briefs} briefs.`);
      report({ what: 'the list after a start', value: list, unit: 'ms', atMost: 1_500 });
      report({
        what: 'the first search after a start',
        value: await timed(() => library.catalogue.search('vote')),
        unit: 'ms',
      });
      for (const [query, least] of [
        ['harbour treaty', 100],
        ['number4712', 1],
        ['no such words', 0],
      ] as const) {
        const found = await library.catalogue.search(query);
        if (found.length < least) throw new Error(`“${query}” finds ${found.length} briefs.`);
        const took = await median(() => library.catalogue.search(query), { times: 9 });
        report({ what: `searching for “${query}”`, value: took, unit: 'ms', atMost: 100 });
      }
      report({ what: 'the list again', value: await median(() => library.catalogue.list(), { times: 9 }), unit: 'ms' });
      await library.closeAll();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
} satisfies Bench;
