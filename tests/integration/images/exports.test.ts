import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Brief } from '../../../app/services/brief/brief.ts';
import { MADE_JUST_NOW } from '../../../app/services/brief/brief.ts';
import { newBrief } from '../../../app/services/brief/new-brief.ts';
import { carried, uncarried } from '../../../app/services/exporting/carried-brief.ts';
import { makeExport } from '../../../app/services/exporting/make-export.ts';
import { cleanImage } from '../../../app/services/images/clean-image.ts';
import { articleOf } from '../../../shared/article/blocks.ts';
import { pictureMarkdown } from '../../../shared/comments/pictures.ts';
import type { ExportFormat } from '../../../shared/exporting/options.ts';
import { optionsFor } from '../../support/exports.ts';
import { personCalled } from '../../support/people.ts';

/* Pictures go out with whatever format can hold them; where one can't, its words stand for it. */

const ann = personCalled('Ann Okoro');
const images = new Map<string, Uint8Array>();
let brief: Brief;
let png: ReturnType<typeof cleanImage>;
let jpeg: ReturnType<typeof cleanImage>;

beforeAll(async () => {
  const read = async (name: string) =>
    cleanImage(await readFile(join(import.meta.dirname, '../../fixtures/images', name)));
  [png, jpeg] = [await read('quarters.png'), await read('quarters.jpg')];
  for (const each of [png, jpeg]) images.set(each.sha256, each.bytes);
  const { sha256, width, height } = png;
  const article = articleOf([
    { type: 'title', text: 'Ferry strike' },
    { type: 'figure', text: 'Four "quarters"', image: { sha256, width, height } },
    { type: 'figure', text: 'A chart that never came', image: { sha256: '0'.repeat(64), width: 1, height: 1 } },
    { type: 'paragraph', text: 'Crews will not sail.' },
  ]);
  const described = { language: 'en', direction: 'ltr' as const, source: { name: 'a.txt', encoding: 'utf-8' } };
  ({ brief } = newBrief(article, described, ann, 1));
  const picture = pictureMarkdown({ blob: jpeg.sha256, alt: 'The pier', width: 24, height: 16 });
  brief.append(
    [
      { type: 'annotated', kind: 'note', tags: [], anchors: [] },
      { type: 'commented', annotation: MADE_JUST_NOW, body: `See ${picture} there.` },
    ],
    ann,
    2,
  );
});

async function exported(to: ExportFormat): Promise<Uint8Array> {
  return (await makeExport(uncarried(carried(brief, images)), optionsFor({ format: { to } }))).bytes;
}

const inBase64 = ({ bytes }: { bytes: Uint8Array }) => Buffer.from(bytes).toString('base64');

describe('pictures go out', () => {
  test.each<ExportFormat>(['html', 'md'])('within %s, which needs nothing else', async (to) => {
    const text = Buffer.from(await exported(to)).toString();
    expect(text).toContain(`data:image/png;base64,${inBase64(png)}`);
    expect(text).toContain(`data:image/jpeg;base64,${inBase64(jpeg)}`);
    expect(text).toContain('The pier');
    expect(text).toContain('A chart that never came');
    expect(text).not.toContain('blob:');
  });

  test('with Word, in the article and in a comment', async () => {
    const parts = unzipSync(await exported('docx'));
    expect(parts[`word/media/${png.sha256}.png`]).toEqual(png.bytes);
    expect(parts[`word/media/${jpeg.sha256}.jpeg`]).toEqual(jpeg.bytes);
    const text = (name: string) => strFromU8(parts[name] as Uint8Array);
    expect(text('word/document.xml')).toContain('descr="Four &quot;quarters&quot;"');
    expect(text('word/document.xml')).toContain('[Picture: A chart that never came]');
    expect(text('word/_rels/document.xml.rels')).toContain(`media/${png.sha256}.png`);
    expect(text('word/comments.xml')).toContain('descr="The pier"');
    expect(text('word/_rels/comments.xml.rels')).toContain(`media/${jpeg.sha256}.jpeg`);
    expect(text('[Content_Types].xml')).toContain('Extension="jpeg"');
  });

  test('as words with plain text', async () => {
    const text = Buffer.from(await exported('txt')).toString();
    expect(text).toContain('[Picture: Four "quarters"]');
    expect(text).toContain('See [Picture: The pier] there.');
  });
});
