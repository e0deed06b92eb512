import { expect, test } from 'vitest';
import { MADE_JUST_NOW } from '../../../app/services/brief/brief.ts';
import { newBrief } from '../../../app/services/brief/new-brief.ts';
import { makeExport } from '../../../app/services/exporting/make-export.ts';
import { readHtml } from '../../../app/services/importing/html/read-html.ts';
import { anchorAt } from '../../../shared/anchors/placement.ts';
import { assemble } from '../../../shared/importing/assemble.ts';
import { optionsFor } from '../../support/exports.ts';
import { personCalled } from '../../support/people.ts';

/* Cells hold lists: an export has their items apart, and the marks on them where they are. */

const GOODS = `<!doctype html><html lang="en"><h1>Goods of two ports</h1><table><tr><th>Port</th><th>Goods</th></tr>
  <tr><td>Ilm</td><td><p>Much:</p><ul><li>tar</li><li>rope</li></ul></td></tr>
  <tr><td>Sula</td><td><ol><li>fish</li><li>salt</li></ol></td></tr></table></html>`;

function goods() {
  const ann = personCalled('Ann Okoro');
  const { article } = readHtml({ name: 'goods.html', bytes: new TextEncoder().encode(GOODS) });
  const described = { language: 'en', direction: 'ltr' as const, source: { name: 'goods.html', encoding: 'utf-8' } };
  const { brief } = newBrief(assemble(article).article, described, ann, 1);
  const from = brief.index.text.text.indexOf('rope');
  const anchors = [anchorAt(brief.index, { from, to: from + 'rope'.length })];
  brief.append(
    [
      { type: 'annotated', kind: 'note', tags: [], anchors },
      { type: 'commented', annotation: MADE_JUST_NOW, body: 'Which?' },
    ],
    ann,
    2,
  );
  return brief;
}

test.each([
  ['txt', ['Ilm | Much: - tar - rope[1]', 'Sula | - fish - salt']],
  ['md', ['| Ilm | Much:<br>- tar - rope[^1] |', '| Sula | 1. fish 2. salt |']],
  ['html', ['<mark class="k-note">rope</mark>', '<ol><li><p dir="auto">fish</p></li>']],
] as const)('lists in cells as %s', async (to, lines) => {
  const { bytes } = await makeExport(goods(), optionsFor({ format: { to } }));
  const text = new TextDecoder().decode(bytes);
  for (const line of lines) expect(text).toContain(line);
});
