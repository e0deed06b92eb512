import type { ServerResponse } from 'node:http';
import type { PersonId } from '../../shared/model/ids.ts';
import { MAX_TRANSFERS, MAX_TRANSFERS_A_PERSON } from './limits.ts';
import { RequestError } from './request-error.ts';

/**
 * The requests that hold much in memory for as long as they are on their way, which whoever asks can draw out: so many
 * at once, and the others wait, of whom nothing is read meanwhile.
 */
export class Transfers {
  private readonly running = new Map<PersonId, number>();
  private all = 0;
  private waiting: (() => void)[] = [];

  /**
   * Waits for one's turn, which ends with the answer or with its connection.
   *
   * @throws {RequestError} where the connection is gone by then
   */
  async begin(person: PersonId, response: ServerResponse): Promise<void> {
    while (this.all >= MAX_TRANSFERS || this.of(person) >= MAX_TRANSFERS_A_PERSON) {
      await new Promise<void>((wake) => {
        this.waiting.push(wake);
        response.once('close', wake);
      });
      if (response.destroyed) throw new RequestError('too-many-requests', 'It took too long.');
    }
    this.running.set(person, this.of(person) + 1);
    this.all++;
    response.once('close', () => this.end(person));
  }

  private of(person: PersonId): number {
    return this.running.get(person) ?? 0;
  }

  private end(person: PersonId): void {
    this.all--;
    if (this.of(person) > 1) this.running.set(person, this.of(person) - 1);
    else this.running.delete(person);
    const waiting = this.waiting;
    this.waiting = [];
    for (const wake of waiting) wake();
  }
}
