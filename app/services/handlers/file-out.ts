import type { FileOut } from '../../../shared/bridge/params.ts';

/** A file as it crosses the bridge. */
export function fileOut(name: string, bytes: Uint8Array): FileOut {
  return { name, bytes: Buffer.from(bytes).toString('base64') };
}
