import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { MAX_TRANSFERS_A_PERSON } from '../../../../app/relay/limits.ts';
import { Transfers } from '../../../../app/relay/transfers.ts';
import type { PersonId } from '../../../../shared/model/ids.ts';

const ANN = 'a'.repeat(64) as PersonId;
const BO = 'b'.repeat(64) as PersonId;

/** What the relay answers on, and how its connection ends. */
function request() {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  const end = () => {
    response.destroy();
    response.emit('close');
  };
  return { response, end };
}

/** Asks for a turn, and tells what became of it. */
function asked(transfers: Transfers, person: PersonId, { response, end } = request()) {
  const one = { became: 'waits', response, end };
  void transfers.begin(person, response).then(
    () => {
      one.became = 'runs';
    },
    () => {
      one.became = 'refused';
    },
  );
  return one;
}

const settled = () => new Promise((done) => setImmediate(done));

it('lets somebody have so many at once, whoever came first first, and nobody else wait for them', async () => {
  const transfers = new Transfers();
  const all = Array.from({ length: MAX_TRANSFERS_A_PERSON + 30 }, () => asked(transfers, ANN));
  const his = asked(transfers, BO);
  const running = () => all.filter(({ became }) => became === 'runs').length;
  await settled();
  expect(running()).toBe(MAX_TRANSFERS_A_PERSON);
  expect(his.became).toBe('runs');
  for (let ended = 0; ended < 30; ended++) {
    all[ended]?.end();
    await settled();
    expect(running()).toBe(MAX_TRANSFERS_A_PERSON + ended + 1);
    expect(all.slice(0, running()).every(({ became }) => became === 'runs')).toBe(true);
  }
  // However often others had their turn meanwhile, it listens once for the end of each.
  expect(all.at(-1)?.response.listenerCount('close')).toBe(1);
});

it('gives nobody’s turn to a connection that is gone', async () => {
  const transfers = new Transfers();
  for (let i = 0; i < MAX_TRANSFERS_A_PERSON; i++) {
    const gone = request();
    gone.end();
    expect(asked(transfers, ANN, gone)).toBeDefined();
  }
  await settled();
  const all = Array.from({ length: MAX_TRANSFERS_A_PERSON + 2 }, () => asked(transfers, ANN));
  await settled();
  const [gaveUp, last] = all.slice(-2);
  expect([gaveUp?.became, last?.became]).toEqual(['waits', 'waits']);
  gaveUp?.end();
  await settled();
  expect([gaveUp?.became, last?.became]).toEqual(['refused', 'waits']);
  all[0]?.end();
  await settled();
  expect(last?.became).toBe('runs');
});
