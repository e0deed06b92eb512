import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../../shared/bridge/notices.ts';
import { formatLink } from '../../../shared/links.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import { momentWords } from '../../../shared/offline/timeline.ts';
import { type Analyst, waitFor } from './analyst.ts';
import { pairAtRelay, type Team } from './team.ts';

/** Longer than what comes together is gathered. */
const GATHERED_MS = 1_600;

let team: Team;
let ann: Analyst;
let bo: Analyst;
let brief: BriefId;
let told: Notice[];

beforeEach(async () => {
  ({ team, ann, bo, brief } = await pairAtRelay('editor'));
  told = [];
  ann.services.on('notice.made', (notice) => told.push(notice));
});
afterEach(() => team.close());

const pause = () => new Promise((done) => setTimeout(done, GATHERED_MS));
const hers = (count: number) =>
  waitFor(
    async () => told,
    ({ length }) => length >= count,
    `${count} notices`,
  );
const mention = () => `[@Ann Okoro](${formatLink({ to: 'person', person: ann.person.id })})`;

describe('notifications', () => {
  it('tell of a mention, an assignment and a reply, each with the place that it opens, and of nothing else', async () => {
    const passage = await bo.annotate(brief, 'four per cent', 'For nobody in particular.');
    await ann.sees(brief, 1);
    const [comment] = await bo.act(brief, {
      do: 'comment',
      annotation: passage.id,
      body: `${mention()}, of **what**?`,
    });
    await hers(1);
    expect(told[0]).toEqual({
      id: comment?.id,
      title: 'Bo Tan mentioned you',
      body: 'Ferry strike enters second week\n@Ann Okoro, of what?',
      place: `#/brief/${brief}/${comment?.id}`,
      concern: 'mention',
    });
    await bo.act(brief, { do: 'assign', annotation: passage.id, person: ann.person.id });
    await hers(2);
    expect(told[1]).toMatchObject({
      title: 'Bo Tan assigned something to you',
      place: `#/brief/${brief}/${passage.id}`,
    });
    await ann.act(brief, { do: 'comment', annotation: passage.id, body: 'Of the base wage.' });
    await bo.act(brief, { do: 'comment', annotation: passage.id, body: 'Thanks.' });
    await hers(3);
    expect(told[2]).toMatchObject({ title: 'Bo Tan replied', concern: 'reply' });
    await bo.annotate(brief, 'Thursday', 'Also for nobody.');
    await ann.sees(brief, 2);
    await pause();
    expect(told).toHaveLength(3);
  });

  it('keep quiet about a thread that is on screen or was read, about what is switched off, and about the past', async () => {
    const passage = await ann.annotate(brief, 'four per cent', 'Of what?');
    await bo.sees(brief, 1);
    const reply = async (body: string) => {
      const [said] = await bo.act(brief, { do: 'comment', annotation: passage.id, body });
      await waitFor(
        () => ann.entries(brief),
        (ids) => ids.includes(said?.id ?? ''),
        `she has “${body}”`,
      );
    };
    const shows = async (annotation?: string) =>
      ann.services.call('notices.watching', { window: 'w', ...(annotation ? { brief, annotation } : {}) });
    await shows(passage.id);
    await reply('On screen.');
    await pause();
    await shows();
    await ann.services.call('notices.settings', { change: { reply: false } });
    await reply('Switched off.');
    await pause();
    await ann.services.call('notices.settings', { change: { reply: true } });
    expect(told).toEqual([]);
    await reply('Now.');
    await hers(1);
    // Somebody who joins isn't told of what was there before, though it mentions them.
    const cem = await team.member('Cem Aydın');
    const his: Notice[] = [];
    cem.services.on('notice.made', (notice) => his.push(notice));
    const link = formatLink({ to: 'person', person: cem.person.id });
    await reply(`[@Cem](${link}), when you come.`);
    await bo.onRelay(brief);
    await team.join(ann, cem, brief, 'commenter');
    await cem.onRelay(brief);
    await pause();
    expect(his).toEqual([]);
    await reply(`[@Cem](${link}), you are here.`);
    await waitFor(
      async () => his.length,
      (count) => count === 1,
      'he is told',
    );
  });

  it('tell of a week’s work as one', async () => {
    const passages = ['four per cent', 'Thursday', 'both harbours', 'rosters'];
    const threads = [];
    for (const words of passages) threads.push(await ann.annotate(brief, words));
    await bo.sees(brief, 4);
    team.wire(ann).cut();
    await ann.until(brief, ({ state }) => state === 'offline');
    for (const { id } of threads) await bo.act(brief, { do: 'comment', annotation: id, body: 'An answer.' });
    await bo.onRelay(brief);
    team.wire(ann).mend();
    await hers(1);
    await pause();
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ title: '4 threads wait for you', place: `#/brief/${brief}` });
  });
});

describe('what changed since a moment', () => {
  it('tells of what came since then, though its author wrote it before', async () => {
    team.wire(bo).cut();
    await bo.until(brief, ({ state }) => state === 'offline');
    await bo.annotate(brief, 'four per cent', 'Of **what**, says [the note](https://example.org/a)?');
    await bo.edit(brief, 1, 'All ');
    await ann.annotate(brief, 'Thursday', 'Before.');
    await new Promise((done) => setTimeout(done, 50));
    const noon = Date.now();
    team.wire(bo).mend();
    await ann.sees(brief, 2);
    await waitFor(
      () => ann.article(brief),
      (blocks) => blocks[1]?.startsWith('All ') === true,
      'the change of the article',
    );
    const since = await ann.services.call('unread.changes', { brief, since: noon });
    const sentences = since.map(momentWords);
    expect(sentences).toHaveLength(3);
    expect(sentences).toContain('Bo Tan marked “four per cent” as claim');
    expect(sentences).toContain('Bo Tan said on “four per cent”: Of what, says the note?');
    expect(sentences.find((sentence) => sentence.startsWith('Somebody changed “'))).toBeDefined();
    expect(await ann.services.call('unread.changes', { brief, since: Date.now() + 1 })).toEqual([]);
  });
});
