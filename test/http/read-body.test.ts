import { type MemoryDoors, startMemoryDoors } from '../support/memory-doors';
import { openConnection, untilItSays } from '../support/raw-http';

let doors: MemoryDoors;
beforeEach(async () => {
  doors = await startMemoryDoors();
});
afterEach(() => doors.stop());

const HEAD =
  'POST /admin/lock HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n' +
  'Transfer-Encoding: chunked\r\n\r\n';

async function answerToPieces(count: number): Promise<string> {
  const socket = await openConnection(doors.port);
  socket.write(`${HEAD}${'1\r\n \r\n'.repeat(count)}0\r\n\r\n`);
  const answer = await untilItSays(socket, /}$/);
  socket.destroy();
  return answer;
}

// The doors have 1 MiB for all bodies that have not ended.
test('a body in thousands of pieces takes the room that the pieces take', async () => {
  expect(await answerToPieces(10_000)).toMatch(/^HTTP\/1.1 503 /);
});

test('a body in a hundred pieces is read, however often', async () => {
  for (let time = 0; time < 50; time += 1) {
    expect(await answerToPieces(100)).toMatch(/^HTTP\/1.1 400 .*"Invalid JSON"/s);
  }
});

test('a body whose framing breaks at once is answered once', async () => {
  const answered = doors.nextAnswered();
  const socket = await openConnection(doors.port);
  socket.write(`${HEAD}no chunk\r\n`);
  const text = await untilItSays(socket, /}$/);
  socket.destroy();
  await answered;
  expect(text.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 400']);
});
