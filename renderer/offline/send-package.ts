import type { Bridge } from '../../shared/bridge.ts';
import { DESKTOP_API } from '../../shared/desktop-shell.ts';
import { sendPackage as sendToBrowserShell } from '../browser-shell.ts';
import { demandHandable, readFile } from '../files.ts';

/**
 * Hands a `.brief` file that somebody chose to the services, which hold it until it is put away.
 *
 * @param tell hears how much of it was sent, from 0 to 1, where the shell says so
 * @returns what `offline.open` and `offline.putAway` take
 * @throws {Refusal} where it is too large, or can't be read
 */
export async function sendPackage(
  bridge: Bridge,
  file: File,
  tell: (done: number) => void = () => {},
): Promise<{ handedIn: string }> {
  if (window[DESKTOP_API]) return bridge.call('offline.handIn', { ...(await readFile(file)), asked: true });
  return sendToBrowserShell(file, demandHandable(file), tell);
}
