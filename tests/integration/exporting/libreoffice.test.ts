import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { planReview } from '../../../app/services/importing-comments/plan-review.ts';
import { readWord } from '../../../app/services/importing-comments/read-word.ts';
import { writeDocx } from '../../../shared/exporting/docx/write-docx.ts';
import type { EntryId } from '../../../shared/model/ids.ts';
import { fortyThreads, PEOPLE, THREADS } from '../../fixtures/forty-threads.ts';
import { exportOf } from '../../support/exports.ts';

const REVIEW = new URL('../../support/libreoffice-review.py', import.meta.url).pathname;
const SUGGESTED_AT = Date.UTC(2026, 3, 1, 10);

/** What LibreOffice has of a file that it opened. */
interface Seen {
  comments: { author: string; at: string; resolved: boolean; words: string }[];
  changes: { what: 'Insert' | 'Delete'; author: string; at: string }[];
}

/** LibreOffice's Python bridge belongs to the system's Python, not to one that somebody installed beside it. */
const PYTHON = '/usr/bin/python3';

function works(program: string, ...args: string[]): boolean {
  try {
    execFileSync(program, args, { stdio: 'ignore', timeout: 30_000 });
    return true;
  } catch {
    return false;
  }
}

const present = works('soffice', '--version') && works(PYTHON, '-c', 'import uno');

describe.runIf(present)('a Word file in LibreOffice', () => {
  it('shows every comment with author, date and status, suggested wording as changes, and what is done there comes back', {
    timeout: 180_000,
  }, async () => {
    const { brief, people, ids } = fortyThreads();
    const late = THREADS.findIndex(({ passages }) => passages[0] === 'a year late');
    const suggests = { before: 'a year late', after: 'eleven months late' };
    const suggested = { type: 'commented' as const, annotation: ids[late] as EntryId, body: 'So.', suggests };
    brief.append([suggested], people.mbali, SUGGESTED_AT);
    const { exported, options } = exportOf(brief, { format: { to: 'docx', suggestions: 'tracked' } });
    const bytes = writeDocx(exported, options);
    const folder = await mkdtemp(join(tmpdir(), 'briefmark-libreoffice-'));
    try {
      const [source, target] = [join(folder, 'brief.docx'), join(folder, 'reviewed.docx')];
      await writeFile(source, bytes);
      const args = [REVIEW, 'soffice', join(folder, 'profile'), source, target];
      const { stdout } = await promisify(execFile)(PYTHON, args, { timeout: 170_000, maxBuffer: 16 * 1024 * 1024 });
      const { comments: seen, changes } = JSON.parse(stdout) as Seen;
      const written = readWord(bytes, 'brief.docx').comments;
      const key = (author: string, date: number, resolved: boolean) => `${author} ${date} ${resolved}`;
      expect(seen.map(({ author, at, resolved }) => key(author, Date.parse(at), resolved)).sort()).toEqual(
        written.map(({ author, date = 0, done = false }) => key(author, date, done)).sort(),
      );
      expect(new Set(seen.map(({ author }) => author)).size).toBeGreaterThan(Object.keys(PEOPLE).length);

      const suggestion = {
        author: people.mbali.person.name,
        at: new Date(SUGGESTED_AT).toISOString().replace('.000', ''),
      };
      expect(changes).toEqual([
        { what: 'Delete', ...suggestion },
        { what: 'Insert', ...suggestion },
      ]);

      const reviewed = readWord(await readFile(target), 'reviewed.docx');
      const { receipt, payloads } = planReview(brief, reviewed, people.mbali.person.id);
      expect(receipt).toMatchObject({ replies: 1, comments: 1, resolved: 1, edited: 0, orphaned: 0, ignored: [] });
      brief.append(payloads, people.mbali, Date.UTC(2026, 5, 1));
      const again = planReview(brief, reviewed, people.mbali.person.id).receipt;
      expect(again).toMatchObject({ replies: 0, comments: 0, resolved: 0, edited: 0 });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

if (!present) {
  const remedy = 'apt-get install libreoffice-writer-nogui python3-uno';
  it.skip(`a Word file in LibreOffice: it isn’t installed. To run it: ${remedy}`);
}
