const FINAL = 0x80;
const MASKED = 0x80;
const TEXT = 0x1;
const PONG = 0xa;
/** Leaves the payload as it is; a client has to name one. */
const MASK = [0, 0, 0, 0];

/** A frame with a text, from a client (RFC 6455, 5.2). */
export function clientText(text: string): Buffer {
  return clientFrame(TEXT, Buffer.from(text));
}

/** The answer to a ping. */
export function clientPong(payload: Buffer): Buffer {
  return clientFrame(PONG, payload);
}

function clientFrame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head =
    length < 126
      ? [FINAL | opcode, MASKED | length, ...MASK]
      : [FINAL | opcode, MASKED | 126, length >>> 8, length & 0xff, ...MASK];
  return Buffer.concat([Buffer.from(head), payload]);
}

/** Receives the payload of each frame: it is there during the call only. */
export type OnFrame = (opcode: number, bytes: Buffer, start: number, end: number) => void;

/** Cuts what a server sends into frames; nothing is copied but a frame that is not complete. */
export class FrameReader {
  private rest: Buffer | undefined;

  constructor(private readonly onFrame: OnFrame) {}

  read(chunk: Buffer): void {
    const bytes = this.rest ? Buffer.concat([this.rest, chunk]) : chunk;
    let at = 0;
    for (;;) {
      const next = this.frameAt(bytes, at);
      if (next < 0) break;
      at = next;
    }
    this.rest = at < bytes.length ? Buffer.from(bytes.subarray(at)) : undefined;
  }

  /** Where the next frame begins; negative when this one is not complete. */
  private frameAt(bytes: Buffer, at: number): number {
    const available = bytes.length - at;
    if (available < 2) return -1;
    let length = bytes[at + 1]! & 0x7f;
    let head = 2;
    if (length === 126) {
      if (available < 4) return -1;
      length = bytes.readUInt16BE(at + 2);
      head = 4;
    } else if (length === 127) {
      if (available < 10) return -1;
      length = Number(bytes.readBigUInt64BE(at + 2));
      head = 10;
    }
    const start = at + head;
    if (start + length > bytes.length) return -1;
    this.onFrame(bytes[at]! & 0xf, bytes, start, start + length);
    return start + length;
  }
}
