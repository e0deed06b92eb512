import { readFileSync } from 'node:fs';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LogFile } from '../../../app/services/log/log-file.ts';
import { canThin, onThinDisk, whyNoThinDisk } from '../../support/small-disk.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'briefmark-log-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function logFile(path = join(folder, 'log'), pause = 0): Promise<{ file: LogFile; path: string }> {
  await writeFile(path, 'begin');
  return { file: new LogFile(await open(path, 'r+'), 5, pause), path };
}

const bytes = (text: string) => Buffer.from(text);

describe('the end of a file', () => {
  it('has what is appended at once, and says later that it is on the disk', async () => {
    const { file, path } = await logFile();
    const told: string[] = [];
    const durable = file.append(bytes(' one'), () => told.push('written')).then(() => told.push('durable'));
    expect(told).toEqual(['written']);
    expect(readFileSync(path, 'utf8')).toBe('begin one');
    expect(file.size).toBe(5);
    await durable;
    expect(told).toEqual(['written', 'durable']);
    expect(file.size).toBe(9);
    await file.close();
  });

  it('keeps the order of small and large ones, of those that wait and those that don’t', async () => {
    const { file, path } = await logFile();
    const parts = Array.from({ length: 40 }, (_, i) => String.fromCharCode(97 + (i % 26)).repeat(i % 7 ? 10 : 100_000));
    const written: number[] = [];
    const durable: number[] = [];
    const all = parts.map(async (part, i) => {
      if (i % 3 === 0) await new Promise((done) => setTimeout(done, 0));
      await file.append(bytes(part), () => written.push(i)).then(() => durable.push(i));
    });
    await Promise.all(all);
    expect(durable).toEqual(written);
    expect(await readFile(path, 'utf8')).toBe(`begin${written.map((i) => parts[i]).join('')}`);
    await file.close();
  });

  it('gathers after a sync what shares the next, unless somebody waits for it', async () => {
    const { file, path } = await logFile(undefined, 60_000);
    const told: string[] = [];
    const append = (text: string) =>
      file.append(bytes(text), () => told.push(`${text} written`)).then(() => told.push(`${text} durable`));
    await append('1');
    const two = append('2');
    const three = append('3');
    await new Promise((done) => setTimeout(done, 50));
    expect(told).toEqual(['1 written', '1 durable', '2 written', '3 written']);
    expect(readFileSync(path, 'utf8')).toBe('begin123');
    expect(file.size).toBe(6);
    await file.settle();
    await Promise.all([two, three]);
    expect(told.slice(4)).toEqual(['2 durable', '3 durable']);
    expect(file.size).toBe(8);
    const four = append('4');
    await file.close();
    await four;
  });

  it.skipIf(!canThin)(`is as it was on the disk where the disk fails after writing${whyNoThinDisk}`, async () => {
    await onThinDisk(async (disk, below) => {
      const { file, path } = await logFile(join(disk, 'log'));
      try {
        await file.append(bytes(' saved'), () => {});
        below.fill();
        const parts = Array.from({ length: 10 }, (_, i) => ` ${String(i).repeat(8_000)}`);
        const written: string[] = [];
        const append = (part: string) => file.append(bytes(part), () => written.push(part));
        const ends = await Promise.allSettled(parts.map(append));
        const saved = parts.filter((_, i) => ends[i]?.status === 'fulfilled');
        expect(saved.length).toBeLessThan(parts.length);
        expect(written.length).toBeGreaterThan(saved.length);
        expect(await readFile(path, 'utf8')).toBe(`begin saved${saved.join('')}`);
        expect(saved).toEqual(parts.slice(0, saved.length));
        await expect(append(' late')).rejects.toMatchObject({ code: expect.stringMatching(/^(ENOSPC|EIO)$/) });
        expect(written).not.toContain(' late');
      } finally {
        await file.close();
      }
    });
  });
});
