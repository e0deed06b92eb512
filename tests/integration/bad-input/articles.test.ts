import { readdir, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openServices } from '../../../app/services/services.ts';
import { MAX_FILE_BYTES } from '../../../shared/importing/decode-text.ts';
import { isName } from '../../../shared/model/names.ts';
import { Machine } from '../cli/machine.ts';

let machine: Machine;
beforeEach(async () => {
  machine = await Machine.make();
});
afterEach(() => machine.remove());

const MB = 1024 * 1024;
const lines = (length: number) => Buffer.alloc(length, `${'A line of words that says little. '.repeat(3)}\n`);

describe('refused whole, by every way in:', () => {
  test.each<[string, () => Uint8Array, string, string]>([
    ['an empty file', () => new Uint8Array(), 'empty-file', 'is empty'],
    ['a file of nothing but space', () => Buffer.from(' \n\t\u00a0\n'), 'empty-file', 'is empty'],
    ['a byte order mark alone', () => Buffer.from('\ufeff'), 'empty-file', 'is empty'],
    ['a picture that is named .txt', () => Buffer.from('\x89PNG\r\n\x1a\nrest', 'latin1'), 'binary-file', 'PNG'],
    ['a zip that is named .txt', () => Buffer.from('PK\x03\x04rest'), 'binary-file', 'zip'],
    [
      'bytes that mean nothing',
      () => Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 37) % 256)),
      'binary-file',
      'binary',
    ],
    ['a file over 20 MB', () => lines(MAX_FILE_BYTES + 1), 'file-too-large', '20 MB'],
    ['a line over 1 MB', () => Buffer.from(`Title\n\n${'word '.repeat(MB / 5 + 1)}\n`), 'line-too-long', 'Line 3'],
  ])('%s', async (_, make, code, why) => {
    const bytes = make();
    await writeFile(machine.path('bad.txt'), bytes);
    for (const to of [[], ['--out', 'bad.brief']]) {
      const ran = await machine.runWith({ environment: { BRIEFMARK_DEBUG: '' } }, 'import', 'bad.txt', ...to, '--json');
      expect(ran).toMatchObject({ code: 1, out: '' });
      expect(ran.err).toMatch(/^briefmark: [^\n]*bad\.txt”[^\n]*\. [A-Z][^\n]*\.\n$/);
      expect(ran.err).toContain(why);
    }
    expect(await readdir(machine.folder)).not.toContain('bad.brief');
    expect(await machine.json('library')).toEqual([]);
    expect(await readdir(machine.home)).not.toContain('identity');

    const capabilities = { shell: 'browser', nativeMenu: false } as const;
    const services = await openServices({ home: machine.path('other home'), version: '0', capabilities });
    const preview = services.call('import.preview', { name: 'bad.txt', bytes: Buffer.from(bytes).toString('base64') });
    await expect(preview).rejects.toMatchObject({ name: 'Refusal', code });
    await services.close();
  });

  test.each<[string, string, string]>([
    ['a file that isn’t there', 'none.txt', 'does not exist'],
    ['a folder', 'home', 'is a folder'],
    ['a device that never ends', '/dev/zero', 'larger than 64 MB'],
    ['a brief', 'some.brief', 'is a brief already'],
  ])('%s', async (_, file, why) => {
    await machine.run('library');
    const ran = await machine.run('import', file, '--out', 'out.brief');
    expect(ran).toMatchObject({ code: 1, out: '', err: expect.stringContaining(why) });
    expect(await readdir(machine.folder)).not.toContain('out.brief');
  });
});

describe('kept, and shown visibly:', () => {
  const strange: [string, string, string][] = [
    ['a control character', '\u0007', '⟨U+0007⟩'],
    ['an escape sequence', '\u001b[31m', '⟨U+001B⟩[31m'],
    ['a control character of eight bits', '\u009b', '⟨U+009B⟩'],
    ['an override of direction', '\u202e', '⟨U+202E⟩'],
    ['an isolate of direction', '\u2066', '⟨U+2066⟩'],
    ['a zero width space', '\u200b', '⟨U+200B⟩'],
    ['a zero width no-break space', 'x\ufeff', 'x⟨U+FEFF⟩'],
  ];
  test.each(strange)('%s in an article, a comment, a tag and a name', async (_, character, visible) => {
    const text = `The price of${character} bread\n\nIt rose by four${character} per cent in a month, the bakers said.\n`;
    await writeFile(machine.path('odd.txt'), text);
    await machine.json('import', 'odd.txt', '--out', 'odd.brief');
    const argv = ['annotate', 'odd.brief', '--quote', `four${character} per cent`, '--tag', `a${character}b`];
    // What does something else than show itself is in nobody's name.
    const odd = `Ann${character}Okoro`;
    const [as, shown] = isName(odd) ? [odd, `Ann${visible}Okoro`] : ['Ann Okoro', 'Ann Okoro'];
    if (as !== odd) {
      const { code, err } = await machine.run(...argv, '--as', odd);
      expect(code).toBe(1);
      expect(err).toContain('it is one line, with something in it that can be seen');
    }
    const comment = `Read${character}this`;
    const ran = await machine.run(...argv, '--comment', comment, '--as', as, '--json');
    expect(ran.code, ran.err).toBe(0);

    const json = await machine.run('show', 'odd.brief', '--json');
    const brief = JSON.parse(json.out);
    expect(brief.blocks.map((block: { text: string }) => block.text)).toEqual([
      `The price of${character} bread`,
      `It rose by four${character} per cent in a month, the bakers said.`,
    ]);
    expect(brief.annotations).toMatchObject([
      { quote: `four${character} per cent`, tags: [`a${character}b`], by: { name: as }, comments: [{ body: comment }] },
    ]);
    const { out } = await machine.run('show', 'odd.brief');
    for (const words of [
      `price of${visible} bread`,
      `four${visible} per cent`,
      `Read${visible}this`,
      `a${visible}b`,
      shown,
    ])
      expect(out).toContain(words);
    // Neither way of printing lets a terminal obey what somebody wrote.
    for (const printed of [out, json.out]) expect(printed).not.toContain(character);
  });

  test('a soft hyphen is none of an article’s letters, and is shown wherever else it stands', async () => {
    await writeFile(
      machine.path('soft.txt'),
      'The price of bread\n\nIt rose by four per\u00adcent, the bak\u00aders said.\n',
    );
    await machine.json('import', 'soft.txt', '--out', 'soft.brief');
    const quote = ['--quote', 'four per\u00adcent', '--comment', 'Read\u00adthis', '--as', 'Ann'];
    expect(await machine.json('annotate', 'soft.brief', ...quote)).toMatchObject({ quote: 'four percent' });
    const { out } = await machine.run('show', 'soft.brief');
    expect(out).toContain('the bakers said.');
    expect(out).toContain('Read⟨U+00AD⟩this');
  });

  test('joiners that a script or an emoji is spelt with stay as they are', async () => {
    const name = 'می\u200cخواهم 👩\u200d🚀';
    await machine.json('import', 'ferry.txt', '--out', 'ferry.brief', '--as', name);
    expect((await machine.run('show', 'ferry.brief')).out).toContain(name);
  });

  test('a refusal shows them too', async () => {
    const ran = await machine.run('show', 'none\u001b[2J.brief');
    expect(ran.err).toContain('none⟨U+001B⟩[2J.brief');
  });
});
