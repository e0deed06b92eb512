import { expect, it } from 'vitest';
import { waitFor } from './analyst.ts';
import { pairAtRelay } from './team.ts';

it('where somebody reads, writes and edits is seen by the others, and gone with them', async () => {
  const { team, ann, bo, brief } = await pairAtRelay('editor');
  try {
    await bo.onRelay(brief);
    const caret = { anchor: 'AQIDBA==', head: 'AQIDBA==' };
    await bo.services.call('presence.set', { brief, presence: { block: 2, caret } });
    const here = () => ann.services.call('presence.here', { brief });
    const [his] = await waitFor(here, ({ length }) => length === 1, 'he is here');
    expect(his).toMatchObject({ person: bo.person.id, block: 2, caret });
    const told = { block: 2, caret: { ...caret, head: 'no base64!' } };
    await expect(bo.services.call('presence.set', { brief, presence: told })).rejects.toThrow(/doesn’t take/);
    await bo.services.call('presence.gone', { brief });
    await waitFor(here, ({ length }) => length === 0, 'he is gone');
  } finally {
    await team.close();
  }
});
