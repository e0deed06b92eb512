import { type FileOut, MAX_FILE_BYTES } from '../shared/bridge.ts';
import { Refusal } from '../shared/refusal.ts';
import { formatting, words } from './words/words.ts';

/** A file as the services take it. */
export interface FileIn {
  name: string;
  /** Base64. */
  bytes: string;
}

/**
 * The name under which a file is handed over.
 *
 * @throws {Refusal} where it is too large for that
 */
export function demandHandable(file: File): string {
  const name = file.name.slice(-255) || words.importing.pastedName;
  if (file.size <= MAX_FILE_BYTES) return name;
  const limit = formatting.number(MAX_FILE_BYTES / 1024 / 1024);
  throw new Refusal('file-too-large', words.importing.tooLarge(name, limit));
}

/**
 * Reads a file that somebody chose, dropped or pasted.
 *
 * @throws {Refusal} where it is too large to be handed over, or can't be read
 */
export async function readFile(file: File): Promise<FileIn> {
  const name = demandHandable(file);
  try {
    return { name, bytes: await toBase64(file) };
  } catch (cause) {
    throw new Refusal('unreadable-file', words.importing.unreadable(name), { cause });
  }
}

/** Text that was pasted, as a file. */
export function textFile(text: string): File {
  return new File([text], words.importing.pastedName, { type: 'text/plain' });
}

/** An article that was copied with its looks, such as from a browser or a word processor, as a file. */
export function pageFile(html: string): File {
  return new File([html], words.importing.pastedPage, { type: 'text/html' });
}

/** Through the browser's own encoder, which takes 64 MB in a moment where a loop takes seconds. */
function toBase64(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const url = String(reader.result);
      resolve(url.slice(url.indexOf(',') + 1));
    };
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

/** Four letters are three bytes; so much is taken apart in a millisecond or two. */
const PIECE = 4 * 64 * 1024;
/** Half a frame: the other half is the screen's. */
const MOST_MS = 8;

/** Hands a file to the person: the shell asks where to, or puts it with the downloads. */
export async function saveFile({ name, bytes }: FileOut): Promise<void> {
  saveBlob(name, new Blob(await fromBase64(bytes)));
}

/** The same for one that the window holds already. */
export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has taken hold of it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** What base64 stands for, in pieces between which the screen goes on: at once, 20 MB take a second. */
export async function fromBase64(base64: string): Promise<Uint8Array<ArrayBuffer>[]> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let since = performance.now();
  for (let at = 0; at < base64.length; at += PIECE) {
    const text = atob(base64.slice(at, at + PIECE));
    const piece = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) piece[i] = text.charCodeAt(i);
    pieces.push(piece);
    if (performance.now() - since < MOST_MS) continue;
    await new Promise((resolve) => setTimeout(resolve));
    since = performance.now();
  }
  return pieces;
}

/** Hands a file to the person, where a call gave one. */
export async function saveIfMade(file: FileOut | undefined): Promise<void> {
  if (file) await saveFile(file);
}
