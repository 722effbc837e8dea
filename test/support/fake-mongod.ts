import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { mongo } from 'mongoose';

/** The answer to one command, without which the connection is closed; `ok: 1` is the default. */
export type AnswerCommand = (name: string, command: mongo.Document) => mongo.Document | undefined;

/** A server that speaks MongoDB's protocol and answers as a test says. */
export interface FakeMongod {
  readonly uri: string;
  stop(): Promise<void>;
}

const OP_QUERY = 2004;
const OP_REPLY = 1;
const OP_MSG = 2013;
const HEADER_BYTES = 16;

/** Starts one on a free port of the loopback interface. */
export async function startFakeMongod(answer: AnswerCommand): Promise<FakeMongod> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    let pending = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 4 && pending.length >= pending.readInt32LE(0)) {
        const length = pending.readInt32LE(0);
        const bytes = reply(pending.subarray(0, length), answer);
        if (!bytes) return void socket.destroy();
        socket.write(bytes);
        pending = pending.subarray(length);
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    uri: `mongodb://127.0.0.1:${(server.address() as AddressInfo).port}/locks`,
    async stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

function reply(message: Buffer, answer: AnswerCommand): Buffer | undefined {
  const isQuery = message.readInt32LE(12) === OP_QUERY;
  const command = isQuery ? commandOfQuery(message) : commandOfMessage(message);
  const [name = ''] = Object.keys(command);
  const answered = answer(name, command);
  if (!answered) return undefined;
  const body = Buffer.from(mongo.BSON.serialize({ ok: 1, ...answered }));
  const head = isQuery ? Buffer.alloc(20) : Buffer.alloc(5);
  if (isQuery) head.writeInt32LE(1, 16);
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeInt32LE(HEADER_BYTES + head.length + body.length, 0);
  header.writeInt32LE(message.readInt32LE(4), 8);
  header.writeInt32LE(isQuery ? OP_REPLY : OP_MSG, 12);
  return Buffer.concat([header, head, body]);
}

/** After the flags, the name of the collection and two numbers. */
function commandOfQuery(message: Buffer): mongo.Document {
  return mongo.BSON.deserialize(message.subarray(message.indexOf(0, HEADER_BYTES + 4) + 9));
}

/** After the flags and the kind of the first section, which is the body. */
function commandOfMessage(message: Buffer): mongo.Document {
  const from = HEADER_BYTES + 5;
  return mongo.BSON.deserialize(message.subarray(from, from + message.readInt32LE(from)));
}
