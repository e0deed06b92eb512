import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { articleText, atRest, caretBefore } from '../support/open-brief.ts';
import { brief, openSampleForFile, page } from '../support/sample-brief.ts';

/* Reading can't change what is read, whatever is typed, pasted, dropped or composed. */

let original: string;

openSampleForFile();
beforeAll(async () => {
  original = await articleText(page);
});
beforeEach(async () => {
  await atRest(page);
  await caretBefore(page, 'Engineers who worked');
  await page.keyboard.press('Escape');
});

const unchanged = async () => expect(await articleText(page)).toBe(original);

describe('an article that is read', () => {
  test('says that it can’t be changed', async () => {
    const article = page.getByRole('textbox', { name: 'Article' });
    expect(await article.getAttribute('aria-readonly')).toBe('true');
    expect(await article.getAttribute('spellcheck')).toBe('false');
  });

  test('takes no keys', async () => {
    const keys = ['a', 'Z', ' ', 'Enter', 'Shift+Enter', 'Tab', 'Backspace', 'Delete', 'Insert'];
    const chords = ['Control+Backspace', 'Control+Delete', 'Control+x', 'Control+v', 'Control+b', 'Control+i'];
    const more = ['Control+u', 'Control+d', 'Control+Enter', 'Control+h', 'Control+k', 'Control+Shift+v'];
    for (const key of [...keys, ...chords, ...more]) {
      await caretBefore(page, 'Engineers who worked');
      await page.keyboard.press(key);
      await unchanged();
    }
    await atRest(page);
    for (const key of ['Backspace', 'Delete', 'Control+x', 'Control+v', 'z', 'Shift+Delete']) {
      await page.keyboard.press('Control+a');
      await page.keyboard.press(key);
      await unchanged();
    }
    await page.keyboard.press('Escape');
  });

  test('is copied, and not cut', async () => {
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Shift+End');
    const copied = await page.locator('.article').evaluate((article) => {
      const data = new DataTransfer();
      article.dispatchEvent(new ClipboardEvent('copy', { clipboardData: data, bubbles: true, cancelable: true }));
      return data.getData('text/plain');
    });
    expect(copied).toContain('Deepwater');
    await page.keyboard.press('Escape');
  });

  test('takes no text from an input method', async () => {
    const session = await page.context().newCDPSession(page);
    for (let i = 0; i < 3; i++) {
      await caretBefore(page, 'Engineers who worked');
      await session.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
      await session.send('Input.insertText', { text: '日本' });
    }
    await page.waitForTimeout(100);
    await unchanged();
  });

  test('takes nothing pasted, dropped, or put there by a command', async () => {
    await page.locator('.article').evaluate((article) => {
      const data = new DataTransfer();
      data.setData('text/html', '<p>PASTED</p>');
      data.setData('text/plain', 'PASTED');
      for (const type of ['paste', 'cut'] as const) {
        article.dispatchEvent(new ClipboardEvent(type, { clipboardData: data, bubbles: true, cancelable: true }));
      }
      const block = article.querySelector('p') as HTMLElement;
      const { left, top } = block.getBoundingClientRect();
      const at = { clientX: left + 20, clientY: top + 5, dataTransfer: data, bubbles: true, cancelable: true };
      for (const type of ['dragenter', 'dragover', 'drop']) block.dispatchEvent(new DragEvent(type, at));
      for (const command of ['insertText', 'insertHTML', 'delete', 'bold', 'insertParagraph', 'undo', 'formatBlock']) {
        document.execCommand(command, false, 'COMMANDED');
      }
    });
    await page.waitForTimeout(100);
    await unchanged();
  });

  test('stays as it is through hundreds of events at random', async () => {
    let state = 20_261_124;
    const random = (below: number) => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return state % below;
    };
    const moves = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageDown', 'PageUp'];
    const changes = ['Backspace', 'Delete', 'Enter', 'w', 'b', 'Control+x', 'Control+v', 'Control+Backspace', 'Tab'];
    const session = await page.context().newCDPSession(page);
    for (let i = 0; i < 150; i++) {
      const move = moves[random(moves.length)] as string;
      await page.keyboard.press(random(2) ? `Shift+${move}` : move);
      const what = random(12);
      if (what === 0) await session.send('Input.imeSetComposition', { text: 'か', selectionStart: 1, selectionEnd: 1 });
      else if (what === 1) await session.send('Input.insertText', { text: 'X' });
      else await page.keyboard.press(changes[random(changes.length)] as string);
      if (i % 10 === 0) await page.locator('.article').focus();
    }
    await page.locator('.article').focus();
    await page.keyboard.press('Escape');
    await page.waitForTimeout(200);
    await unchanged();
    await page.reload();
    await page.locator('.article mark').first().waitFor();
    await unchanged();
    // The policy may stop a style that the browser's own editing would have applied, and says so.
    expect(brief.complaints.filter((each) => !each.includes('Content Security Policy'))).toEqual([]);
  });
});
