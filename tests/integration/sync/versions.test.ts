import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Library } from '../../../app/services/library/library.ts';
import { META } from '../../../shared/article/shared-article.ts';
import { Analyst } from './analyst.ts';
import { Team } from './team.ts';

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
    /does not know: the relay is newer\. It says: “Two keys, please\.” Update Briefmark/,
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

/** A rule as the relay names it, as a string with its length before it, and another of the same length. */
const KNOWN = Buffer.from('\x04role', 'latin1');
const NEWER = Buffer.from('\x04tide', 'latin1');

function byANewerRule(said: Buffer): Buffer {
  const at = said.indexOf(KNOWN);
  return at === -1 ? said : Buffer.concat([said.subarray(0, at), NEWER, said.subarray(at + KNOWN.length)]);
}

it('a rule that only a newer relay knows sets aside what it refused, in the relay’s words, and all else goes on', async () => {
  const team = await Team.withRelay();
  try {
    const [owner, bo] = [await team.member('Ann Okoro'), await team.member('Bo Tan', undefined, byANewerRule)];
    const brief = await team.share(owner, [[bo, 'editor']]);
    const { id: open } = await owner.annotate(brief, 'four per cent', 'Of what?');
    await bo.sees(brief, 1);
    team.wire(bo).cut();
    await bo.until(brief, ({ state }) => state === 'offline');
    await owner.services.call('sharing.setRole', { brief, person: bo.person.id, role: 'commenter' });
    await owner.onRelay(brief);
    await bo.act(brief, { do: 'resolve', annotation: open, reason: 'noted' });
    await bo.annotate(brief, 'Thursday', 'Which one?');
    await bo.edit(brief, 1, 'Once more: ');
    team.wire(bo).mend();
    const { refused, state } = await bo.until(
      brief,
      (state) => state.refused.length === 2 && state.pending === 0,
      'two things are set aside, and the rest is there',
    );
    for (const { why } of refused)
      expect(why).toBe(
        'The relay says: “Its author’s role in this brief does not allow it.” This Briefmark does not know that rule (tide). Update it, then offer this again.',
      );
    expect(state).toBe('on-relay');
    // What comes first is left to the wire: entries and the article have a room each.
    expect(new Set(refused.map(({ entry, change }) => entry?.type ?? change?.mine.length))).toEqual(
      new Set(['status', 1]),
    );
    await owner.sees(brief, 2);
    expect(await bo.article(brief)).toEqual(await owner.article(brief));
  } finally {
    await team.close();
  }
});
