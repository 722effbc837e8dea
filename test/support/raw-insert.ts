import { once } from 'node:events';
import { connect } from 'node:net';
import { mongo } from 'mongoose';

const HEADER_BYTES = 16;
const OP_MSG = 2013;

/**
 * Inserts a document in which the placeholder text is replaced by bytes that are no UTF-8, which no
 * driver would send but some have.
 */
export async function insertWithBadText(
  locks: mongo.Collection<never>,
  options: { uri: string; document: mongo.Document; placeholder: string },
): Promise<void> {
  const command = {
    insert: locks.collectionName,
    documents: [options.document],
    $db: locks.dbName,
  };
  const body = Buffer.from(mongo.BSON.serialize(command));
  const text = Buffer.from(options.placeholder);
  for (let at = body.indexOf(text); at >= 0; at = body.indexOf(text, at)) {
    body.fill(0xff, at, at + text.length);
  }
  const message = Buffer.alloc(HEADER_BYTES + 5);
  message.writeInt32LE(message.length + body.length, 0);
  message.writeInt32LE(1, 4);
  message.writeInt32LE(OP_MSG, 12);
  const { hostname, port } = new URL(options.uri);
  const socket = connect(Number(port), hostname);
  try {
    socket.write(Buffer.concat([message, body]));
    const [answer] = (await once(socket, 'data')) as [Buffer];
    const { n } = mongo.BSON.deserialize(answer.subarray(HEADER_BYTES + 5));
    if (n !== 1) throw new Error('the document was not inserted');
  } finally {
    socket.destroy();
  }
}
