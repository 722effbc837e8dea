import { textFrameHead } from '../../../../src/graphql/transport/text-frame';
import { FrameReader } from './frames';

const LENGTHS = [0, 1, 125, 126, 127, 65_535, 65_536];

function frames(texts: readonly string[]): Buffer {
  return Buffer.concat(
    texts.flatMap((text) => [textFrameHead(Buffer.byteLength(text)), Buffer.from(text)]),
  );
}

function readIn(chunks: readonly Buffer[]): string[] {
  const texts: string[] = [];
  const reader = new FrameReader((_opcode, bytes, start, end) => {
    texts.push(bytes.toString('utf8', start, end));
  });
  for (const chunk of chunks) reader.read(chunk);
  return texts;
}

describe('a reader of frames', () => {
  it.each(LENGTHS)('reads a text of %i bytes between others', (length) => {
    const texts = ['before', 'x'.repeat(length), 'after'];
    expect(readIn([frames(texts)])).toEqual(texts);
  });

  it('reads the same wherever the bytes are cut', () => {
    const texts = ['a', 'b'.repeat(130), ''];
    const bytes = frames(texts);
    for (let cut = 0; cut <= bytes.length; cut++) {
      expect(readIn([bytes.subarray(0, cut), bytes.subarray(cut)])).toEqual(texts);
    }
    expect(readIn([...bytes].map((byte) => Buffer.from([byte])))).toEqual(texts);
  });
});
