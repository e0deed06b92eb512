import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';

/**
 * The user whose program is at the other end of a connection from this machine; undefined where the system doesn't say,
 * which is anywhere but on Linux.
 *
 * A browser is started with the address as an argument, and on Linux every user can read every program's arguments; so
 * another user could be quicker with the key. The system knows who that is.
 */
export async function peerUser(socket: Socket): Promise<number | undefined> {
  const { remoteAddress, remotePort, localAddress, localPort } = socket;
  if (process.platform !== 'linux' || remoteAddress === undefined || localAddress === undefined) return undefined;
  const wanted = `${hexAddress(remoteAddress)}:${hexPort(remotePort)} ${hexAddress(localAddress)}:${hexPort(localPort)}`;
  for (const [table, prefix] of TABLES) {
    const rows = await readFile(table, 'utf8').catch(() => '');
    const user = userIn(rows.replaceAll(prefix, ''), wanted);
    if (user !== undefined) return user;
  }
  return undefined;
}

/** Whether a program of this user may use this user's Briefmark. Root could anyway, and forwards connections for others. */
export function mayServe(user: number | undefined): boolean {
  return user === undefined || user === 0 || user === process.getuid?.();
}

/** The second lists sockets of both kinds of address, with this before the shorter ones. */
const TABLES = [
  ['/proc/net/tcp', ''],
  ['/proc/net/tcp6', '0000000000000000FFFF0000'],
] as const;

/** The column `uid` of the row that starts with these two addresses. */
export function userIn(rows: string, addresses: string): number | undefined {
  for (const row of rows.split('\n')) {
    const columns = row.trim().split(/\s+/);
    if (`${columns[1]} ${columns[2]}` === addresses) return Number(columns[7]);
  }
  return undefined;
}

function hexAddress(address: string): string {
  const bytes = Uint8Array.from(address.replace('::ffff:', '').split('.'), Number);
  // The kernel prints the four bytes as one number of this machine's byte order.
  const [number = 0] = new Uint32Array(bytes.buffer.slice(0, 4));
  return number.toString(16).toUpperCase().padStart(8, '0');
}

function hexPort(port: number | undefined): string {
  return (port ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
