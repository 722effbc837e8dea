const TEXT_IN_ONE_PIECE = 0x81;
const LENGTH_OF_2_BYTES = 126;
const LENGTH_OF_8_BYTES = 127;

/** The heads of short messages are made once: events differ little in their length. */
const known: Buffer[] = [];
const MAX_KNOWN = 2_048;

/** The head of a WebSocket message from a server, in one frame of text with so many bytes (RFC 6455, 5.2). */
export function textFrameHead(bytes: number): Buffer {
  if (bytes >= MAX_KNOWN) return makeHead(bytes);
  return (known[bytes] ??= makeHead(bytes));
}

function makeHead(bytes: number): Buffer {
  if (bytes < LENGTH_OF_2_BYTES) return Buffer.from([TEXT_IN_ONE_PIECE, bytes]);
  if (bytes < 0x10000) {
    return Buffer.from([TEXT_IN_ONE_PIECE, LENGTH_OF_2_BYTES, bytes >>> 8, bytes & 0xff]);
  }
  const head = Buffer.alloc(10);
  head[0] = TEXT_IN_ONE_PIECE;
  head[1] = LENGTH_OF_8_BYTES;
  head.writeBigUInt64BE(BigInt(bytes), 2);
  return head;
}
