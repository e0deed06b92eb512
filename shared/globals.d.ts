/** What both a page and Node have, and TypeScript knows only with all the rest of the DOM or of Node. */

declare class TextEncoder {
  encode(text?: string): Uint8Array;
}

declare class TextDecoder {
  readonly encoding: string;
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: Uint8Array | ArrayBuffer, options?: { stream?: boolean }): string;
}
