import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { dialog, folder, fromMenu, look, openSampleWithFolder } from '../support/brief-dialogs.ts';
import { appFolder } from '../support/built-app.ts';
import { articleText } from '../support/open-brief.ts';
import { brief, page } from '../support/sample-brief.ts';
import { keepPicture } from '../support/window.ts';

openSampleWithFolder();

/** A colleague works on another computer. */
async function colleague(...argv: string[]): Promise<void> {
  const environment = { ...process.env, BRIEFMARK_HOME: join(folder, 'home-of-bo') };
  const program = join(appFolder, 'out', 'main', 'node.js');
  await promisify(execFile)(process.execPath, [program, ...argv, '--as', 'Bo Tan'], { env: environment });
}

async function handOver(path: string): Promise<void> {
  await fromMenu('Hand over…');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog().getByRole('button', { name: 'Save file' }).click(),
  ]);
  await download.saveAs(path);
  await dialog().waitFor({ state: 'detached' });
}

async function replaceArticle(name: string, change: (text: string) => string): Promise<void> {
  const lines = (await articleText(page)).split('\n').filter((line) => line.trim() !== '');
  await writeFile(join(folder, name), change(lines.join('\n\n')));
}

test('of two articles that were replaced apart one is chosen, and the other kept', async () => {
  const file = join(folder, 'carried.brief');
  await handOver(file);
  await replaceArticle('bos.txt', (text) => text.replace('this year', 'this decade'));
  await replaceArticle('anns.txt', (text) => text.replace('this year', 'this century'));
  await colleague('update', file, join(folder, 'bos.txt'));
  await fromMenu('Replace article…');
  await dialog().locator('input[type="file"]').setInputFiles(join(folder, 'anns.txt'));
  await dialog().getByRole('button', { name: 'Replace article' }).click();
  await dialog().waitFor({ state: 'detached' });

  await page.getByRole('button', { name: 'Library' }).click();
  await page.locator('input[type="file"]').first().setInputFiles(file);
  await dialog().getByRole('button', { name: 'Keep my article' }).click();
  await dialog().getByRole('button', { name: 'Merge into mine' }).waitFor();
  await look('articles-differ');
  await dialog().getByRole('button', { name: 'Merge into mine' }).click();
  await dialog().getByRole('button', { name: 'Open the brief' }).click();
  await page.locator('.article mark').first().waitFor();
  expect(await articleText(page)).toContain('this century');
  await fromMenu('Timeline…');
  await dialog().getByText('had another article in “carried.brief”').click();
  await dialog().locator('.past-article').getByText('this decade').waitFor();
  await look('kept-article');
  await page.keyboard.press('Escape');
});

test('a paragraph that was edited on both sides is shown side by side until somebody has looked', async () => {
  const file = join(folder, 'edited.brief');
  await handOver(file);
  await replaceArticle('edited.txt', (text) => text.replace('this century', 'in this century, whatever happens'));
  await colleague('update', file, join(folder, 'edited.txt'));
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.locator('.article p').filter({ hasText: 'this century' }).click();
  await page.keyboard.press('Home');
  await page.keyboard.type('For now, ');
  await page.getByRole('button', { name: 'Done' }).click();
  await page.locator('.brief-saved[data-saved="saved"]').waitFor();
  await page.getByRole('button', { name: 'Library' }).click();
  await page.locator('input[type="file"]').first().setInputFiles(file);
  await dialog().getByText('Changed by both of you').waitFor();
  await look('edited-apart-preview');
  await dialog().getByRole('button', { name: 'Merge into mine' }).click();
  await dialog().getByRole('button', { name: 'Open the brief' }).click();
  await page.getByText(/edited by two people apart/).waitFor();
  await keepPicture(page, 'edited-apart-notice');
  await page.getByRole('button', { name: 'Look', exact: true }).click();
  await dialog().getByText('Together', { exact: true }).first().waitFor();
  await look('edited-apart');
  await dialog().getByRole('button', { name: 'They read rightly' }).click();
  await page.getByText(/edited by two people apart/).waitFor({ state: 'detached' });
});

test('what was said on an article that somebody else imported is carried over', async () => {
  const text = await articleText(page);
  const other = join(folder, 'theirs.brief');
  await writeFile(join(folder, 'theirs.txt'), text.split('\n').filter(Boolean).join('\n\n'));
  await colleague('import', join(folder, 'theirs.txt'), '--out', other);
  await colleague('annotate', other, '--quote', 'two officials', '--comment', 'Which two?');
  await fromMenu('Carry annotations over…');
  await dialog().locator('input[type="file"]').setInputFiles(other);
  await dialog().getByText('1 annotation, 1 comment').waitFor();
  await look('carry-over');
  await dialog().getByRole('button', { name: 'Carry over' }).click();
  await dialog().waitFor({ state: 'detached' });
  await page.getByText('Which two?').first().waitFor();
  expect(brief.complaints).toEqual([]);
});
