import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openServices, type Services } from '../../../app/services/services.ts';
import { exportChoicesSchema } from '../../../shared/exporting/options.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import { makeHome, removeHome } from '../../e2e/support/home.ts';

const choices = exportChoicesSchema.parse({ format: { to: 'md' } });
const GONE = 'f'.repeat(64) as BriefId;

let home: string;
let services: Services;
let briefs: BriefId[];

beforeAll(async () => {
  home = await makeHome();
  services = await openServices({ home, version: '0', capabilities: { shell: 'browser', nativeMenu: false } });
  await services.call('person.create', { name: 'Ann Okoro', initials: 'AO', colour: '#7c3f9d' });
  briefs = [];
  for (let i = 0; i < 2; i++) briefs.push((await services.call('library.sample', {})).brief);
});
afterAll(async () => {
  await services.close();
  await removeHome(home);
});

/** The kept file of a job, piece by piece, as a window takes it. */
async function taken(job: string, size: number): Promise<Buffer> {
  let whole = Buffer.alloc(0);
  while (whole.length < size) {
    const { bytes } = await services.call('export.piece', { job, from: whole.length });
    whole = Buffer.concat([whole, Buffer.from(bytes, 'base64')]);
  }
  return whole;
}

test('several briefs go out in one zip with an index, and one that can’t is in the account', async () => {
  const steps: string[] = [];
  const end = services.on('export.progress', ({ done, of }) => steps.push(`${done}/${of}`));
  const asked = { briefs: [...briefs, GONE], job: 'many', choices, now: 1_750_000_000_000 };
  const { name, size, exports } = await services.call('export.keepMany', asked);
  end();
  expect(steps).toEqual(['0/3', '1/3', '2/3', '3/3']);
  expect(name).toBe('briefs-md.zip');
  const zip = await taken('many', size);
  const parts = unzipSync(zip);
  const [first, second, third] = exports;
  expect(first?.receipt).toMatchObject({ unaccounted: 0, leftOut: [] });
  expect(second?.file).not.toBe(first?.file);
  expect(Object.keys(parts).sort()).toEqual(['index.html', first?.file, second?.file].sort());
  expect(third).toMatchObject({ brief: GONE, problem: expect.stringContaining('not in your library') });
  const index = strFromU8(parts['index.html'] as Uint8Array);
  for (const { file: name = '' } of [first, second].map((each) => each ?? { file: '' }))
    expect(index).toContain(`href="${encodeURIComponent(name)}"`);

  const again = await services.call('export.keepMany', asked);
  expect((await taken('many', again.size)).equals(zip)).toBe(true);
});

test('it can be stopped between two of them', async () => {
  const end = services.on('export.progress', ({ done }) => {
    if (done === 1) void services.call('export.stop', { job: 'stopped' });
  });
  const made = services.call('export.keepMany', { briefs, job: 'stopped', choices });
  await expect(made).rejects.toMatchObject({ name: 'Refusal', code: 'export-stopped' });
  end();
});

test('its file is let go where somebody stops while it is taken over', async () => {
  await services.call('export.keepMany', { briefs, job: 'taken', choices });
  expect((await services.call('export.piece', { job: 'taken', from: 0 })).bytes).not.toBe('');
  await services.call('export.keepMany', { briefs, job: 'let go', choices });
  await services.call('export.stop', { job: 'let go' });
  await expect(services.call('export.piece', { job: 'let go', from: 0 })).rejects.toMatchObject({
    code: 'export-let-go',
  });
});
