import type { CDPSession } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../../support/random.ts';
import { SEED } from '../../support/torture.ts';
import { articleText } from '../support/open-brief.ts';
import { openSampleForFile, page } from '../support/sample-brief.ts';

/* Whatever reaches the page of an article that is read, by key, paste, drop, correction or input method: it stays. */

const EVENTS = Number(process.env.BRIEFMARK_FUZZ_EVENTS ?? 150);

/** All sorts of input that the specification of Input Events knows. */
const INPUT_TYPES = [
  ...['insertText', 'insertReplacementText', 'insertLineBreak', 'insertParagraph', 'insertOrderedList'],
  ...['insertUnorderedList', 'insertHorizontalRule', 'insertFromYank', 'insertFromDrop', 'insertFromPaste'],
  ...['insertFromPasteAsQuotation', 'insertTranspose', 'insertCompositionText', 'insertLink'],
  ...['deleteWordBackward', 'deleteWordForward', 'deleteSoftLineBackward', 'deleteEntireSoftLine', 'deleteByDrag'],
  ...['deleteHardLineForward', 'deleteByCut', 'deleteContent', 'deleteContentBackward', 'deleteContentForward'],
  ...['historyUndo', 'historyRedo', 'formatBold', 'formatItalic', 'formatUnderline', 'formatRemove', 'formatIndent'],
];
const COMMANDS = [
  'insertText',
  'delete',
  'forwardDelete',
  'insertHTML',
  'bold',
  'cut',
  'paste',
  'insertParagraph',
  'undo',
];
const KEYS = [
  'a',
  'Z',
  '5',
  ' ',
  'Enter',
  'Backspace',
  'Delete',
  'Tab',
  'Insert',
  'Home',
  'End',
  'ArrowLeft',
  'é',
  '漢',
];
const HELD = ['', 'Shift+', 'Control+', 'Alt+', 'Control+Shift+', 'Control+Alt+'];

let session: CDPSession;

openSampleForFile();
beforeAll(async () => {
  session = await page.context().newCDPSession(page);
});

test(`an article that is read stays as it is under any events (seed ${SEED})`, {
  timeout: 60_000 + EVENTS * 400,
}, async () => {
  const random = seededRandom(SEED);
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
  const original = await articleText(page);
  const done: string[] = [];
  for (let i = 0; i < EVENTS; i++) {
    if (i % 10 === 0) await placeSomewhere(random());
    const what = pick(['key', 'key', 'input', 'paste', 'drop', 'command', 'compose', 'insert'] as const);
    done.push(await throwOne(what, pick));
    // What an input method wrote is put right a moment after it has let go; a busy machine takes longer.
    await expect.poll(() => articleText(page), { message: done.slice(-12).join(', '), timeout: 3_000 }).toBe(original);
  }
  // Nor does anything show after the page has come to rest, or from the disk.
  await page.keyboard.press('Escape');
  await page.reload();
  await page.locator('.article mark').first().waitFor();
  expect(await articleText(page)).toBe(original);
});

/** Puts the caret, or a selection, at a random place of the article. */
async function placeSomewhere(where: number): Promise<void> {
  await page.keyboard.press('Escape');
  await page.locator('.article').evaluate((article, share) => {
    (article as HTMLElement).focus();
    const blocks = [...article.children];
    const at = Math.floor(share * (blocks.length - 1));
    const selection = getSelection();
    selection?.setBaseAndExtent(blocks[at] as Node, 0, blocks[at + (at % 2)] as Node, 1);
  }, where);
}

async function throwOne(what: string, pick: <T>(list: readonly T[]) => T): Promise<string> {
  const how = { type: pick(INPUT_TYPES), command: pick(COMMANDS), kind: what };
  switch (what) {
    case 'key': {
      const key = pick(HELD) + pick(KEYS);
      // It shows another tab: the brief is gone from the screen, as it is meant to.
      if (/^Control\+(Shift\+)?Tab$/.test(key)) return key;
      // Opening threads and lists by their keys is no change of the article, and no place to go on from.
      if (/[éZ漢]$/.test(key)) await page.keyboard.insertText(key.at(-1) ?? '');
      else await page.keyboard.press(key);
      await page.keyboard.press('Escape');
      await page.locator('.article').evaluate((article) => (article as HTMLElement).focus());
      return key;
    }
    case 'compose':
      await session.send('Input.imeSetComposition', { text: 'かな', selectionStart: 2, selectionEnd: 2 });
      if (pick([true, false])) await session.send('Input.insertText', { text: '仮名' });
      else await session.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 });
      // The page is put right a moment after the input method has let go of it.
      await page.waitForTimeout(60);
      return 'compose';
    case 'insert':
      await session.send('Input.insertText', { text: 'emoji 😀' });
      await page.waitForTimeout(30);
      return 'insert';
    default:
      await page.locator('.article').evaluate((article, { type, command, kind }) => {
        const data = new DataTransfer();
        data.setData('text/plain', 'intruder');
        data.setData('text/html', '<p>intruder</p><img src=x>');
        const init = { bubbles: true, cancelable: true };
        const target = article.querySelector('p') as HTMLElement;
        if (kind === 'paste') target.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, ...init }));
        else if (kind === 'drop') {
          const { left, top } = target.getBoundingClientRect();
          const at = { clientX: left + 30, clientY: top + 8, dataTransfer: data, ...init };
          target.dispatchEvent(new DragEvent('dragover', at));
          target.dispatchEvent(new DragEvent('drop', at));
        } else if (kind === 'command') document.execCommand(command, false, 'intruder');
        else {
          const event = new InputEvent('beforeinput', {
            inputType: type,
            data: 'intruder',
            dataTransfer: data,
            ...init,
          });
          target.dispatchEvent(event);
          target.dispatchEvent(new InputEvent('input', { inputType: type, data: 'intruder', bubbles: true }));
        }
      }, how);
      return `${what} ${what === 'input' ? how.type : what === 'command' ? how.command : ''}`;
  }
}
