import { Buffer } from 'node:buffer';
import process from 'node:process';

/** What a command reads from and writes to: the process's own, or a test's. */
export interface Io {
  /** The answer, and nothing but the answer. */
  out(text: string): void;
  /** What a person is told besides: refusals, notes. */
  err(text: string): void;
  /** Everything that comes on standard input. */
  read(): Promise<string>;
  environment: NodeJS.ProcessEnv;
  /** Relative paths start here. */
  folder: string;
  /** How many characters a line has. */
  columns: number;
}

/** The longest text that is taken from standard input: far more than any comment or passphrase may have. */
export const MOST_BYTES_READ = 1024 * 1024;

/** The standard streams and environment of this process. */
export function processIo(): Io {
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    read: readStandardInput,
    environment: process.env,
    folder: process.cwd(),
    columns: Math.min(process.stdout.columns ?? 80, 100),
  };
}

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin) {
    const bytes = Buffer.from(chunk as Buffer);
    length += bytes.length;
    if (length > MOST_BYTES_READ) break;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A reader that has seen enough (`| head`) closes the pipe; that is its right, and no error of ours. */
export function letReadersLeave(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
