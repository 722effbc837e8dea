import { createAgenda } from '../../src/client/agenda';
import { createClock } from '../../src/client/clock';
import { createLiveHub } from '../../src/client/create-live-hub';
import { LockFault } from '../../src/client/lock-fault';
import { type LiveHub, type LiveSink, type PicturedLock } from '../../src/client/live-hub';
import { type SocketEvents, type ToldEvent } from '../../src/client/live-socket';
import { VirtualTime } from './support/virtual-time';

const LOCK = { id: 'volume/1', route: 'volume', resourceId: '1' } as PicturedLock;

let time: VirtualTime;
let hub: LiveHub;
let listed: number;
let list: () => Promise<PicturedLock[]>;
let sockets: { events: SocketEvents; subscribed: string[]; isClosed: boolean }[];
let told: string[];
let sink: LiveSink;
const reported: unknown[] = [];
beforeEach(() => {
  time = new VirtualTime();
  listed = 0;
  sockets = [];
  told = [];
  reported.length = 0;
  list = () => Promise.resolve([LOCK]);
  sink = {
    status: (status) => void told.push(status),
    picture: (locks) => void told.push(`${locks.size} locks`),
    event: ({ type }) => void told.push(type),
  };
  const ports = {
    ...time.ports,
    random: () => 0.5,
    reportError: (error: unknown) => void reported.push(error),
  };
  hub = createLiveHub({
    open: (events) => {
      const socket = { events, subscribed: [] as string[], isClosed: false };
      sockets.push(socket);
      return {
        subscribe: (id) => void socket.subscribed.push(id),
        unsubscribe: (id) => socket.subscribed.splice(socket.subscribed.indexOf(id), 1),
        close: () => {
          if (socket.isClosed) return;
          socket.isClosed = true;
          events.closed();
        },
      };
    },
    list: () => {
      listed += 1;
      return list();
    },
    alive: () => {},
    agenda: createAgenda(createClock(time.ports), ports),
    ports,
  });
});

const tell = (id: string, type: ToldEvent['type'], lock: PicturedLock | null): void =>
  sockets.at(-1)!.events.told(id, { type, lock, record: { lock } } as unknown as ToldEvent);

it('tells a picture as the socket does, then each change, and does not poll', async () => {
  hub.subscribe({ route: 'volume' }, sink);
  await time.pass(0);
  sockets[0]!.events.ready();
  const [id] = sockets[0]!.subscribed;
  tell(id!, 'SNAPSHOT', LOCK);
  tell(id!, 'SNAPSHOT_END', null);
  tell(id!, 'RENEWED', LOCK);
  await time.pass(29_000);
  expect([told, listed]).toEqual([['live', '1 locks', 'RENEWED'], 0]);
});

it('polls while there is no socket, and connects later each time', async () => {
  hub.subscribe({ route: 'volume' }, sink);
  sockets[0]!.events.closed();
  await time.pass(750);
  expect(sockets).toHaveLength(2);
  sockets[1]!.events.closed();
  await time.pass(1_400);
  expect(sockets).toHaveLength(2);
  await time.pass(100);
  expect(sockets).toHaveLength(3);
  expect([told, listed]).toEqual([['polling', '1 locks'], 1]);
});

it('closes a socket that is silent, and polls instead', async () => {
  hub.subscribe({ route: 'volume' }, sink);
  sockets[0]!.events.ready();
  sockets[0]!.events.alive();
  await time.pass(30_010);
  expect([sockets[0]!.isClosed, listed, told]).toEqual([true, 1, ['polling', '1 locks']]);
});

it('shares one subscription among equal filters, which ends with the last one', () => {
  const stops = [1, 2].map(() => hub.subscribe({ route: 'volume', ids: ['1'] }, { ...sink }));
  sockets[0]!.events.ready();
  expect(sockets[0]!.subscribed).toHaveLength(1);
  stops[0]!();
  expect(sockets[0]!.subscribed).toHaveLength(1);
  stops[1]!();
  expect([sockets[0]!.subscribed, sockets[0]!.isClosed, time.armed]).toEqual([[], true, 0]);
});

it('is offline while lists fail, and reports the one that is bad input without asking again', async () => {
  list = () => Promise.reject(new LockFault('network', 'No connection.'));
  hub.subscribe({ route: 'volume' }, sink);
  sockets[0]!.events.closed();
  await time.pass(2_000);
  const fault = new LockFault('badInput', 'No.');
  list = () => Promise.reject(fault);
  await time.pass(60_000);
  expect([told, listed, reported]).toEqual([['offline'], 2, [fault]]);
});
