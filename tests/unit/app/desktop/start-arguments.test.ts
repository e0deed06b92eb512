import { describe, expect, test } from 'vitest';
import { readArguments } from '../../../../app/desktop/start-arguments.ts';

const window = (...files: string[]) => ({ kind: 'window', files });
const command = (...argv: string[]) => ({ kind: 'command', argv });

describe('the packaged program', () => {
  test.each([
    [[], window()],
    [['--no-sandbox', '--ozone-platform=headless'], window()],
    [['notes.brief'], window('notes.brief')],
    [['/home/ana/A B.BRIEF', 'other.brief'], window('/home/ana/A B.BRIEF', 'other.brief')],
    [['briefmark://join/1#secret'], { ...window(), link: 'briefmark://join/1#secret' }],
    [['--no-sandbox', 'notes.brief'], window('notes.brief')],
    [['list'], command('list')],
    [
      ['--ozone-platform=headless', 'export', 'notes.brief', '--to', 'x.docx'],
      command('export', 'notes.brief', '--to', 'x.docx'),
    ],
    [['serve', '--port', '4711'], command('serve', '--port', '4711')],
    [['article.docx', 'Saved Page.HTML'], window('article.docx', 'Saved Page.HTML')],
    [['import', 'article.docx'], command('import', 'article.docx')],
    [['article.exe'], command('article.exe')],
    [['--help'], command('--help')],
    [['--version'], command('--version')],
    [['help', 'export'], command('help', 'export')],
  ])('%j', (args, start) => {
    expect(readArguments(['/opt/briefmark/briefmark', ...args], false)).toEqual(start);
  });
});

describe('electron with a folder', () => {
  test.each([
    [['.'], window()],
    [['--no-sandbox', '/opt/briefmark'], window()],
    [['--inspect=0', '.', 'notes.brief'], window('notes.brief')],
    [['.', 'list'], command('list')],
    [['.', '--version'], command('--version')],
  ])('%j', (args, start) => {
    expect(readArguments(['electron', ...args], true)).toEqual(start);
  });
});
