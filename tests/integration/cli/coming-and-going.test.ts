import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Relay } from '../../../app/relay/relay.ts';
import type { InvitedRole } from '../../../shared/roles.ts';
import { Machine } from './machine.ts';

let anns: Machine;
let bos: Machine;
let cems: Machine;
let relay: Relay;
let brief: string;

beforeEach(async () => {
  [anns, bos, cems] = await Promise.all([Machine.make(), Machine.make(), Machine.make()]);
  relay = await Relay.start({ data: anns.path('relay'), host: '127.0.0.1', port: 0 });
  await anns.json('import', 'ferry.txt', '--as', 'Ann Okoro', '--out', 'ferry.brief');
  ({ brief } = await anns.json<{ brief: string }>('share', 'ferry.brief', '--relay', relay.address));
});
afterEach(async () => {
  await relay.stop();
  await Promise.all([anns, bos, cems].map((each) => each.remove()));
});

async function invite(role: InvitedRole, ...more: string[]): Promise<string> {
  return (await anns.json<{ link: string }>('invite', 'ferry.brief', '--role', role, ...more)).link;
}

/** Joins by a link; gives what `join` says to programs. */
async function join(machine: Machine, name: string, link: string): Promise<{ brief: string; role: string }> {
  await writeFile(machine.path('link.txt'), link);
  return machine.json('join', '--as', name, '--link-file', 'link.txt');
}

const roles = async (machine: Machine, named: string) =>
  (await machine.json<{ name: string; role: string }[]>('people', named)).map(({ name, role }) => [name, role]);

describe('leaving', () => {
  test('is not for the last owner, also where they don’t know yet that they are', async () => {
    await join(bos, 'Bo Tan', await invite('editor'));
    await anns.json('hand-over', 'ferry.brief', 'Bo Tan');
    expect(await bos.run('leave', brief)).toMatchObject({ code: 1, err: expect.stringContaining('needs an owner') });
    expect(await roles(anns, 'ferry.brief')).toEqual([
      ['Ann Okoro', 'editor'],
      ['Bo Tan', 'owner'],
    ]);
    expect(await anns.json('leave', 'ferry.brief')).toEqual({ brief, left: true });
  });
});
