import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Library } from '../../../app/services/library/library.ts';
import { META } from '../../../shared/article/shared-article.ts';
import { Analyst } from './analyst.ts';

let ann: Analyst;
let server: Server | undefined;

beforeEach(async () => {
  ann = await Analyst.named('Ann Okoro');
});
afterEach(async () => {
  server?.close();
  await ann.remove();
});

/** Something that answers everything alike. */
async function answering(status: number, body: unknown): Promise<string> {
  server = createServer((_, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it('a relay that is newer than the app says no in words that tell what to do', async () => {
  const brief = await ann.import();
  const relay = await answering(409, { error: { code: 'needs-two-keys', message: 'Two keys, please.' } });
  await expect(ann.services.call('sharing.share', { brief, relay })).rejects.toThrow(
    /does not know: the relay is newer\. Update Briefmark/,
  );
});

it('what is no relay at all is told apart from a newer one', async () => {
  const brief = await ann.import();
  const relay = await answering(404, { oops: true });
  await expect(ann.services.call('sharing.share', { brief, relay })).rejects.toThrow(/is no relay of Briefmark/);
});

it('a brief of a newer app opens, says so, and refuses every change', async () => {
  const brief = await ann.import();
  expect((await ann.services.call('brief.open', { brief })).newer).toBeUndefined();
  const { library } = ann.services as unknown as { library: Library };
  await library.with(brief, (stored) => {
    stored.brief.text.getMap(META).set('formatVersion', 99);
    return stored.brief.readText();
  });
  const opened = await ann.services.call('brief.open', { brief });
  expect(opened.newer).toBe(true);
  expect(opened.title).not.toBe('');
  const annotating = ann.act(brief, { do: 'annotate', passages: [], kind: 'note', body: 'No.' });
  await expect(annotating).rejects.toThrow(/newer Briefmark and can only be read here/);
  await expect(ann.services.call('edit.open', { brief })).rejects.toThrow(/newer Briefmark and can only be read here/);
});
