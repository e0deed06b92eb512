import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openServices, type Services } from '../../../app/services/services.ts';
import type { FileOut } from '../../../shared/bridge.ts';
import { type ExportChoicesInput, exportChoicesSchema } from '../../../shared/exporting/options.ts';
import type { BriefId, EntryId } from '../../../shared/model/ids.ts';
import { withComment } from '../../support/edit-word.ts';

/* What is private goes out only where somebody ticks it, and comes to nobody else by the way back. */

const ARTICLE = 'Ferry strike\n\nCrews will not sail before their claim is heard, the union said on Monday.';

let home: string;
let services: Services;
let brief: BriefId;
let secret: EntryId;

async function annotate(words: string, body: string, hidden: boolean): Promise<EntryId> {
  const from = ARTICLE.replace('\n\n', '\n').indexOf(words);
  const passages = [{ from, to: from + words.length, words }];
  const action = { do: 'annotate' as const, passages, kind: 'claim' as const, body, private: hidden };
  const { entries } = await services.call('brief.act', { brief, action });
  return entries.find(({ type }) => type === 'annotated')?.id as EntryId;
}

function exported(choices: ExportChoicesInput) {
  return services.call('export.make', { brief, job: 'a', choices: exportChoicesSchema.parse(choices) });
}

function text({ bytes }: FileOut): string {
  return Buffer.from(bytes, 'base64').toString();
}

function imported(bytes: Uint8Array) {
  return services.call('comments.apply', { brief, name: 'r.docx', bytes: Buffer.from(bytes).toString('base64') });
}

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'briefmark-'));
  services = await openServices({ home, version: '0', capabilities: { shell: 'browser', nativeMenu: false } });
  await services.call('person.create', { name: 'Ann Okoro', initials: 'AO', colour: '#7c3f9d' });
  const bytes = Buffer.from(ARTICLE).toString('base64');
  const { preview } = await services.call('import.preview', { name: 'ferry.txt', bytes });
  ({ brief } = await services.call('import.accept', { preview, decisions: [] }));
  await annotate('the union', 'For everybody', false);
  secret = await annotate('their claim', 'For myself', true);
});

afterEach(async () => {
  await services.close();
  await rm(home, { recursive: true, force: true });
});

describe('an export of somebody’s private annotations', () => {
  it('has none unless they are asked for, and then accounts for them', async () => {
    const plain = await exported({ format: { to: 'txt' } });
    expect(text(plain.file)).not.toContain('For myself');
    expect(plain.receipt).toMatchObject({ threads: 1, exported: 1 });
    expect(plain.receipt).not.toHaveProperty('private');
    const whole = await exported({ format: { to: 'txt' }, private: true });
    expect(text(whole.file)).toContain('For myself');
    expect(whole.receipt).toMatchObject({ threads: 2, comments: 2, exported: 2, private: 1, unaccounted: 0 });
    const letters = await exported({ format: { to: 'txt' }, private: true, anonymise: true });
    expect(text(letters.file)).not.toContain('Okoro');
  });

  it('brings nothing private to everybody by the way back, and says so', async () => {
    const { file } = await exported({ format: { to: 'docx' }, private: true });
    const bytes = Buffer.from(file.bytes, 'base64');
    expect((await imported(bytes)).receipt).toMatchObject({ replies: 0, comments: 0, unchanged: 2, ignored: [] });
    // In the order of the text, what is private comes first.
    const answered = withComment(bytes, { author: 'Rosa', words: 'I see.', answers: '0' });
    const { receipt } = await imported(answered);
    expect(receipt).toMatchObject({ replies: 0, comments: 0 });
    expect(receipt.ignored).toEqual([
      { what: 'a reply by Rosa: “I see.”', reason: expect.stringContaining('private annotation of yours') },
    ]);
    await services.call('brief.act', { brief, action: { do: 'publish', annotations: [secret] } });
    expect((await imported(answered)).receipt).toMatchObject({ replies: 1, comments: 0, ignored: [] });
  });
});
