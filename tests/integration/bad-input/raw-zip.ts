/** A part of a zip as its headers describe it, whether or not that is true. */
export interface RawPart {
  name: string;
  /** The name in its own header, where that is another one. */
  localName?: string;
  /** As it stands in the file. */
  data: Uint8Array;
  /** How large it says it is when unpacked. */
  size: number;
  method: number;
  flags?: number;
}

/**
 * Writes a zip that no honest program would.
 *
 * @param options.overlapping every part's bytes are those of the first and all that follow it
 */
export function rawZip(parts: readonly RawPart[], { overlapping = false } = {}): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [i, part] of parts.entries()) {
    const local = localHeader(part);
    directory.push(directoryHeader(part, at));
    const bytes = overlapping && i < parts.length - 1 ? [local] : [local, part.data];
    for (const each of bytes) {
      locals.push(Buffer.from(each));
      at += each.length;
    }
  }
  const all = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length & 0xffff, 8);
  end.writeUInt16LE(parts.length & 0xffff, 10);
  end.writeUInt32LE(all.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, all, end]);
}

function localHeader({ name, localName = name, data, size, method, flags = 0 }: RawPart): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(flags, 6);
  header.writeUInt16LE(method, 8);
  header.writeUInt32LE(data.length, 18);
  header.writeUInt32LE(size, 22);
  header.writeUInt16LE(Buffer.byteLength(localName), 26);
  return Buffer.concat([header, Buffer.from(localName)]);
}

function directoryHeader({ name, data, size, method, flags = 0 }: RawPart, offset: number): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(flags, 8);
  header.writeUInt16LE(method, 10);
  header.writeUInt32LE(data.length, 20);
  header.writeUInt32LE(size, 24);
  header.writeUInt16LE(Buffer.byteLength(name), 28);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, Buffer.from(name)]);
}
