import { Worker } from 'node:worker_threads';
import { Refusal } from '../../../shared/refusal.ts';
import { programOf } from '../thread-program.ts';
import type { FileToRead, OnStep, ReadArticle } from './read-article.ts';
import type { FromReader, Readings, ToReader } from './reader-messages.ts';

/** A long book takes seconds; a file that takes this long on a busy machine was made to, or is no article. */
const MAX_READING_MS = 60_000;
/** A page of 20 MB takes some 300 MB to read. What takes more is ended, rather than the computer brought to its knees. */
const MAX_READING_MEGABYTES = 1_024;
/** A thread takes a tenth of a second to start, so it waits this long for the next file. */
const IDLE_MS = 10_000;

const WORKER = 'import-worker';

/** How reading goes, and how to stop it. */
export interface Following {
  signal?: AbortSignal;
  onStep?: OnStep;
}

/** Limits, so that tests needn't wait. */
export interface Limits {
  milliseconds: number;
  megabytes: number;
}

/** A thread that reads one file after another; it starts with the first, and ends by itself when nothing comes. */
export class Reader {
  private worker: Worker | undefined;
  private queue: Promise<unknown> = Promise.resolve();
  private idle: NodeJS.Timeout | undefined;

  /** @param program the bundle of `import-worker.ts`; without one, as from sources, files are read in this thread */
  constructor(
    private readonly program: string | undefined = programOf(WORKER),
    private readonly limits: Limits = { milliseconds: MAX_READING_MS, megabytes: MAX_READING_MEGABYTES },
  ) {}

  /**
   * Reads a file as an article.
   *
   * @throws {Refusal} where it isn't one, takes too long or too much memory
   * @throws the signal's reason, where it was stopped
   */
  read(file: FileToRead, following: Following = {}): Promise<ReadArticle> {
    return this.readAs('article', file, following);
  }

  /**
   * Reads a file as what it was given for.
   *
   * @throws {Refusal} where it isn't that, takes too long or too much memory
   * @throws the signal's reason, where it was stopped
   */
  readAs<N extends keyof Readings>(as: N, file: FileToRead, following: Following = {}): Promise<Readings[N]> {
    const reading = this.queue.then(async () => {
      following.signal?.throwIfAborted();
      if (this.program !== undefined) return this.inThread(this.program, as, file, following);
      return (await import('./read-as.ts')).readAs(as, file, following.onStep);
    });
    this.queue = reading.catch(() => {});
    return reading;
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    clearTimeout(this.idle);
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }

  private inThread<N extends keyof Readings>(
    program: string,
    as: N,
    file: FileToRead,
    { signal, onStep }: Following,
  ): Promise<Readings[N]> {
    clearTimeout(this.idle);
    const { milliseconds, megabytes } = this.limits;
    if (!this.worker) {
      this.worker = new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: megabytes } });
      // Between two files nobody else listens, and an error without a listener would end the program.
      this.worker.on('error', () => {});
    }
    const { worker } = this;
    worker.ref();
    return new Promise<Readings[N]>((resolve, reject) => {
      const end = (error: unknown) => {
        reject(error);
        void this.close();
      };
      const stop = () => end(signal?.reason);
      const timer = setTimeout(() => end(tooLong(file.name, milliseconds)), milliseconds);
      const onMessage = (message: FromReader) => {
        if (message.kind === 'step') onStep?.(message.step);
        else {
          if (message.kind === 'done') resolve(message.read as Readings[N]);
          else reject(message.refusal ? new Refusal(message.refusal.code, message.refusal.message) : message.error);
          settle();
          this.rest(worker);
        }
      };
      const onError = (error: Error & { code?: string }) =>
        end(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch(file.name, error) : error);
      const onExit = (code: number) => {
        settle();
        if (this.worker === worker) this.worker = undefined;
        // After an answer this changes nothing.
        reject(new Error(`The thread that reads files ended with ${code}.`));
      };
      const settle = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', stop);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      };
      signal?.addEventListener('abort', stop, { once: true });
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage({ as, file } satisfies ToReader);
    });
  }

  /** Keeps the thread for the next file, for a while, without keeping the program from ending. */
  private rest(worker: Worker): void {
    worker.unref();
    this.idle = setTimeout(() => void this.close(), IDLE_MS);
    this.idle.unref();
  }
}

/**
 * Reads one file in a thread of its own, which ends with it; see `Reader.readAs`.
 *
 * @throws {Refusal} where it isn't what it was given for, takes too long or too much memory
 */
export async function readOnce<N extends keyof Readings>(as: N, file: FileToRead): Promise<Readings[N]> {
  const reader = new Reader();
  return reader.readAs(as, file).finally(() => reader.close());
}

function tooLong(name: string, milliseconds: number): Refusal {
  return new Refusal(
    'reading-too-long',
    `“${name}” could not be read within ${Math.round(milliseconds / 1000)} seconds, which no article takes. Save the part that you need in a file of its own and import that; nothing was changed.`,
  );
}

function tooMuch(name: string, cause: unknown): Refusal {
  return new Refusal(
    'reading-too-large',
    `“${name}” needs more memory to be read than any article does. Save the part that you need in a file of its own and import that; nothing was changed.`,
    { cause },
  );
}
