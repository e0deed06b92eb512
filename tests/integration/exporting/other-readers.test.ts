import jsonld from 'jsonld';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { readSheet } from 'read-excel-file/node';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeExport } from '../../../app/services/exporting/make-export.ts';
import { exportedBrief } from '../../../shared/exporting/export-brief.ts';
import { allThreads, type ExportedBrief } from '../../../shared/exporting/exported-brief.ts';
import { type ExportFormat, exportChoicesSchema } from '../../../shared/exporting/options.ts';
import { EXPORTED_AT, type FortyThreads, fortyThreads } from '../../fixtures/forty-threads.ts';
import { ANNOTATION_CONTEXT, ANNOTATION_CONTEXT_URL } from '../../support/annotation-context.ts';

/* What other programs make of our files: a JSON-LD processor, a reader of workbooks, and a reader of GitHub's Markdown. */

const COMMENTS = 73;
let forty: FortyThreads;
let out: ExportedBrief;

const optionsFor = (to: ExportFormat) => ({
  ...exportChoicesSchema.parse({ format: { to }, timeZone: 'Europe/Vienna' }),
  now: EXPORTED_AT,
});

async function made(to: ExportFormat): Promise<Uint8Array> {
  return (await makeExport(forty.brief, optionsFor(to))).bytes;
}

beforeAll(() => {
  forty = fortyThreads();
  out = exportedBrief(forty.brief, optionsFor('html'));
});

type Expanded = Record<string, unknown>;
const OA = 'http://www.w3.org/ns/oa#';
const of = (node: unknown, term: string) => ((node as Expanded)[term] ?? []) as Expanded[];

describe('web annotations', () => {
  let items: Expanded[];
  let text: string;

  beforeAll(async () => {
    const document = JSON.parse(new TextDecoder().decode(await made('jsonld'))) as {
      'briefmark:article': { 'briefmark:text': string };
    };
    text = document['briefmark:article']['briefmark:text'];
    const documentLoader = async (url: string) => {
      if (url !== ANNOTATION_CONTEXT_URL) throw new Error(`Nothing but the standard’s context is needed, not ${url}`);
      return { contextUrl: undefined, documentUrl: url, document: ANNOTATION_CONTEXT };
    };
    // In safe mode a term that no context defines is an error instead of being dropped.
    const options = { documentLoader, safe: true };
    const expanded = (await jsonld.expand(document as never, options as never)) as unknown as Expanded[];
    const [page] = of(expanded[0], 'http://www.w3.org/ns/activitystreams#first');
    const [list] = of(page, 'http://www.w3.org/ns/activitystreams#items');
    items = (list as { '@list': Expanded[] })['@list'];
  });

  test('are a collection of annotations with what the model demands of each', () => {
    for (const item of items) {
      expect(item['@type']).toEqual([`${OA}Annotation`]);
      expect(item['@id']).toMatch(/^urn:briefmark:entry:[0-9a-f]{64}$/);
      expect(of(item, `${OA}hasTarget`).length).toBeGreaterThan(0);
      expect(of(item, `${OA}motivatedBy`)).toHaveLength(1);
      for (const body of of(item, `${OA}hasBody`)) expect(body['@type']).toEqual([`${OA}TextualBody`]);
    }
    const replies = items.filter((item) => of(item, `${OA}motivatedBy`)[0]?.['@id'] === `${OA}replying`);
    expect(items.length - replies.length).toBe(40);
    const said = items.flatMap((item) =>
      of(item, `${OA}hasBody`).filter((body) => of(body, `${OA}hasPurpose`)[0]?.['@id'] === `${OA}commenting`),
    );
    expect(said).toHaveLength(COMMENTS);
    const ids = new Set(items.map((item) => item['@id']));
    for (const reply of replies) expect(ids).toContain(of(reply, `${OA}hasTarget`)[0]?.['@id']);
  });

  test('point at the very words, counted in code points', () => {
    const points = [...text];
    let positions = 0;
    for (const target of items.flatMap((item) => of(item, `${OA}hasTarget`))) {
      const selectors = of(target, `${OA}hasSelector`);
      const position = selectors.find((selector) => String(selector['@type']) === `${OA}TextPositionSelector`);
      const quote = selectors.find((selector) => String(selector['@type']) === `${OA}TextQuoteSelector`);
      if (!position) continue;
      positions++;
      const [start, end] = ['start', 'end'].map((edge) => Number(of(position, `${OA}${edge}`)[0]?.['@value']));
      expect(points.slice(start, end).join('')).toBe(of(quote, `${OA}exact`)[0]?.['@value']);
    }
    const ranges = allThreads(out).flatMap(({ passages }) => passages.filter(({ range }) => range));
    expect(positions).toBe(ranges.length);
  });
});

describe('a workbook', () => {
  test('has a row for every comment, real dates, and formulas that stay text', async () => {
    const [head = [], ...rows] = await readSheet(Buffer.from(await made('xlsx')));
    const column = (name: string) => head.indexOf(name);
    expect(new Set(rows.map((row) => row[column('Thread')])).size).toBe(40);
    const comments = rows.filter((row) => row[column('Comment no.')] !== null);
    expect(comments).toHaveLength(COMMENTS);
    for (const row of rows) expect(row[column('Date')]).toBeInstanceOf(Date);
    const texts = comments.map((row) => row[column('Comment')]);
    expect(texts).toContain('=1+1');
    expect(texts).toContain('@SUM(A1:A9)');
    // 08:07 UTC on the wall in Vienna.
    expect(rows[0]?.[column('Date')]).toEqual(new Date('2026-03-15T09:07:00.000Z'));
    expect(rows.map((row) => row[column('Due')]).filter((due) => due instanceof Date)).toHaveLength(2);
  });
});

describe('Markdown', () => {
  test('shows a footnote for every thread and each comment as it was written', async () => {
    const html = micromark(new TextDecoder().decode(await made('md')), {
      extensions: [gfm()],
      htmlExtensions: [gfmHtml()],
    });
    expect(html.match(/<li id="user-content-fn-\d+">/g)).toHaveLength(40);
    expect(html).toContain('<p>=1+1</p>');
    expect(html).toContain('&lt;script&gt;alert(&quot;no&quot;)&lt;/script&gt;');
    expect(html).toContain('| pipe | [^1] # not a heading ]]&gt; --&gt; {{x}}');
    expect(html).toContain(
      '<strong>far</strong> too much. See <a href="https://example.org/iso?a=1&amp;b=2">the standard</a>',
    );
    expect(html.match(/<table>/g)).toHaveLength(1);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).not.toContain('\uf8e8');
  });
});
