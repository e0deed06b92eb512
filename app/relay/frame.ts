/** A whole binary message (RFC 6455, section 5.2), as a server sends it. */
const BINARY = 0x82;
const TWO_BYTES = 126;
const EIGHT_BYTES = 127;

/**
 * A message as one WebSocket frame. What goes to everybody is framed once and written once to each, where `ws` would
 * make a header for each and write both.
 */
export function framed(message: Uint8Array): Buffer {
  const { length } = message;
  const header = length < TWO_BYTES ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(header + length);
  frame[0] = BINARY;
  if (header === 2) {
    frame[1] = length;
  } else if (header === 4) {
    frame[1] = TWO_BYTES;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = EIGHT_BYTES;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.set(message, header);
  return frame;
}
