import type { ServerResponse } from 'node:http';
import type { PersonId } from '../../shared/model/ids.ts';
import { MAX_TRANSFERS, MAX_TRANSFERS_A_PERSON } from './limits.ts';
import { RequestError } from './request-error.ts';

/** Somebody who waits for their turn. */
interface Waiting {
  person: PersonId;
  go(): void;
}

/**
 * The requests that hold much in memory for as long as they are on their way, which whoever asks can draw out: so many
 * at once, and the others wait, of whom nothing is read meanwhile.
 */
export class Transfers {
  private readonly running = new Map<PersonId, number>();
  private all = 0;
  /** Whoever came first is first. */
  private readonly waiting = new Set<Waiting>();

  /**
   * Waits for one's turn, which ends with the answer or with its connection.
   *
   * @throws {RequestError} where the connection is gone by then
   */
  async begin(person: PersonId, response: ServerResponse): Promise<void> {
    // One that is gone already won't say so again, and would keep its turn for ever.
    if (!response.destroyed) {
      await new Promise<void>((go) => {
        const one = { person, go };
        this.waiting.add(one);
        response.once('close', () => this.end(one));
        this.letIn();
      });
    }
    if (response.destroyed) throw new RequestError('too-many-requests', 'It took too long.');
  }

  private letIn(): void {
    for (const one of this.waiting) {
      if (this.all >= MAX_TRANSFERS) return;
      if (this.of(one.person) >= MAX_TRANSFERS_A_PERSON) continue;
      this.waiting.delete(one);
      this.running.set(one.person, this.of(one.person) + 1);
      this.all++;
      one.go();
    }
  }

  private of(person: PersonId): number {
    return this.running.get(person) ?? 0;
  }

  private end(one: Waiting): void {
    if (this.waiting.delete(one)) {
      one.go();
      return;
    }
    this.all--;
    if (this.of(one.person) > 1) this.running.set(one.person, this.of(one.person) - 1);
    else this.running.delete(one.person);
    this.letIn();
  }
}
