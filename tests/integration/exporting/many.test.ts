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

test('several briefs go out in one zip with an index, and one that can’t is in the account', async () => {
  const steps: string[] = [];
  const end = services.on('export.progress', ({ done, of }) => steps.push(`${done}/${of}`));
  const asked = { briefs: [...briefs, GONE], job: 'many', choices, now: 1_750_000_000_000 };
  const { file, exports } = await services.call('export.makeMany', asked);
  end();
  expect(steps).toEqual(['0/3', '1/3', '2/3']);
  expect(file.name).toBe('briefs-md.zip');
  const parts = unzipSync(Buffer.from(file.bytes, 'base64'));
  const [first, second, third] = exports;
  expect(first?.receipt).toMatchObject({ unaccounted: 0, leftOut: [] });
  expect(second?.file).not.toBe(first?.file);
  expect(Object.keys(parts).sort()).toEqual(['index.html', first?.file, second?.file].sort());
  expect(third).toMatchObject({ brief: GONE, problem: expect.stringContaining('not in your library') });
  const index = strFromU8(parts['index.html'] as Uint8Array);
  for (const { file: name = '' } of [first, second].map((each) => each ?? { file: '' }))
    expect(index).toContain(`href="${encodeURIComponent(name)}"`);

  const again = await services.call('export.makeMany', asked);
  expect(again.file.bytes).toBe(file.bytes);
});

test('it can be stopped between two of them', async () => {
  const end = services.on('export.progress', ({ done }) => {
    if (done === 1) void services.call('export.stop', { job: 'stopped' });
  });
  const made = services.call('export.makeMany', { briefs, job: 'stopped', choices });
  await expect(made).rejects.toMatchObject({ name: 'Refusal', code: 'export-stopped' });
  end();
});
