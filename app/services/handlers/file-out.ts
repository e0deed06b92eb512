import type { FileOut } from '../../../shared/bridge/common.ts';

/** A file as it crosses the bridge. */
export function fileOut(name: string, bytes: Uint8Array): FileOut {
  return { name, bytes: Buffer.from(bytes).toString('base64') };
}
