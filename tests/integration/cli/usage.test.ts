import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Machine } from './machine.ts';

const COMMANDS = [
  ...['import', 'show', 'annotate', 'reply', 'resolve', 'reopen', 'withdraw', 'library', 'package', 'add'],
  ...['export-identity', 'import-identity', 'serve'],
];

let machine: Machine;
beforeAll(async () => {
  machine = await Machine.make();
  await machine.json('import', 'ferry.txt', '--out', 'ferry.brief');
});
afterAll(() => machine.remove());

describe('wrong usage ends with 2, and says what would be right', () => {
  const annotate = ['annotate', 'ferry.brief'];
  const as = ['--as', 'Ann Okoro'];
  test.each<[string[], string]>([
    [[], 'Usage: briefmark'],
    [['frobnicate'], 'unknown command'],
    [['show'], 'missing required argument'],
    [['show', 'ferry.brief', '--frob'], 'unknown option'],
    [['show', 'ferry.brief', 'other.brief'], 'too many arguments'],
    [[...annotate, ...as], '--whole'],
    [[...annotate, '--whole'], '--as'],
    [[...annotate, '--whole', '--as', ' '], 'must not be empty'],
    [[...annotate, '--whole', '--quote', 'x', ...as], '--whole'],
    [[...annotate, '--whole', '--occurrence', '1', ...as], '--occurrence'],
    [[...annotate, '--quote', ' ', ...as], 'quote is empty'],
    [[...annotate, '--quote', 'union', '--occurrence', '0', ...as], 'from 1'],
    [[...annotate, '--quote', 'union', '--occurrence', 'two', ...as], 'from 1'],
    [[...annotate, '--whole', '--kind', 'joke', ...as], 'key-judgement, fact, claim'],
    [[...annotate, '--whole', '--tag', 'x'.repeat(61), ...as], '1 to 60'],
    [[...annotate, '--whole', '--comment', ' ', ...as], 'comment is empty'],
    [['resolve', 'ferry.brief', 'abcdef', '--reason', 'bored', ...as], 'accepted, rejected, answered, noted'],
    [['resolve', 'ferry.brief', 'abcdef', ...as], '--reason'],
    [['reply', 'ferry.brief', 'abcdef', ...as], '--comment'],
    [['package', 'x'], '--out'],
    [['serve', '--port', '70000'], '65535'],
    [['relay', '--data', ''], 'must not be empty'],
    [['relay', '--data', 'relay', '--host', ''], 'must not be empty'],
    [['relay', '--data', 'relay', '--host', ' '], 'must not be empty'],
    [['share', 'ferry.brief', '--relay', ''], 'must not be empty'],
    [['share', 'ferry.brief', '--relay', 'x'.repeat(501)], '500 characters'],
    [['invite', 'ferry.brief', '--role', 'viewer', '--uses', '1001'], 'from 1 to 1000'],
    [['join'], 'no link'],
  ])('%j', async (argv, why) => {
    const ran = await machine.run(...argv);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain(why);
    expect(ran.err).not.toMatch(/\n {4}at /);
  });
});

test.each(COMMANDS)('%s has a page of help with an example', async (name) => {
  const ran = await machine.run(name, '--help');
  expect(ran).toMatchObject({ code: 0, err: '' });
  expect(ran.out).toContain(`$ briefmark ${name}`);
  expect(ran.out).toContain('--json'.slice(0, name === 'serve' ? 0 : undefined));
  expect((await machine.run('help', name)).out).toBe(ran.out);
});

test('--help lists every command, --version tells the version', async () => {
  const { code, out } = await machine.run('--help');
  expect(code).toBe(0);
  for (const name of COMMANDS) expect(out).toContain(`  ${name} `);
  expect(await machine.run('--version')).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
});

test('a comment that is too long is refused with its length', async () => {
  const ran = await machine.run(
    'annotate',
    'ferry.brief',
    '--whole',
    '--comment',
    'x'.repeat(40_001),
    '--as',
    'Ann Okoro',
  );
  expect(ran).toMatchObject({ code: 1, out: '', err: expect.stringContaining('40001 characters') });
});

test('with --json a refusal is still one sentence on standard error', async () => {
  const { code, out, err } = await machine.runWith(
    { environment: { BRIEFMARK_DEBUG: '' } },
    'show',
    'none.brief',
    '--json',
  );
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/^briefmark: “.*none\.brief” does not exist\. .*\n$/);
});
