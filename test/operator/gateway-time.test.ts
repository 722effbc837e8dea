import { GatewayTime } from '../../src/operator/gateway-time';
import { lockWith } from '../react/support/locks';

const AT = Date.parse('2026-03-01T10:00:00.000Z');
let wall = 0;
let time: GatewayTime;

beforeEach(() => {
  wall = AT - 90_000;
  time = new GatewayTime(() => wall);
});

/** A lock as the gateway tells it at this moment of its own clock. */
const toldAt = (now: number): ReturnType<typeof lockWith> =>
  lockWith({ expiresAt: new Date(now + 60_000).toISOString(), expiresInMs: 60_000 });

it('is the wall clock until the gateway has said what time it is', () => {
  expect(time.now()).toBe(wall);
  time.learn([lockWith({ expiresAt: null, expiresInMs: null })]);
  expect(time.now()).toBe(wall);
});

it('is the clock of the gateway, whatever the wall clock says, and goes on', () => {
  time.learn([toldAt(AT)]);
  expect(time.now()).toBe(AT);
  wall += 5_000;
  expect(time.now()).toBe(AT + 5_000);
});

it('takes the word that was the least on its way', () => {
  time.learn([toldAt(AT - 900), toldAt(AT - 20), toldAt(AT - 400)]);
  expect(time.now()).toBe(AT - 20);
  time.learn([toldAt(AT - 3_000)]);
  expect(time.now()).toBe(AT - 20);
});

it('follows when the wall clock is set', () => {
  time.learn([toldAt(AT)]);
  wall += 3_600_000;
  time.learn([toldAt(AT + 1_000)]);
  expect(time.now()).toBe(AT + 1_000);
  wall -= 7_200_000;
  time.learn([toldAt(AT + 2_000)]);
  expect(time.now()).toBe(AT + 2_000);
});
