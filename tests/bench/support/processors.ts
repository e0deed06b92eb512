import { execFile } from 'node:child_process';
import { cpus } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Gives another process and this one a processor each, as they have on two machines. Left to itself, Linux runs who
 * sends and who receives over the loopback in turns on one processor while another is idle, as long as both do little:
 * what is measured then is the system's choice.
 *
 * Does nothing where there is one processor only, or a system that has no `taskset`.
 *
 * @param pid the other process; its threads go with it
 */
export async function keepApart(pid: number): Promise<void> {
  if (process.platform !== 'linux' || cpus().length < 2) return;
  await run('taskset', ['--all-tasks', '--cpu-list', '--pid', '0', String(pid)]);
  await run('taskset', ['--all-tasks', '--cpu-list', '--pid', '1', String(process.pid)]);
}
