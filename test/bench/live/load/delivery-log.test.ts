import { changeOf, NOTE_LENGTH, noteOf, numberOf, previousOf, RECORDS } from './change-plan';
import { isFor, recordsOf, sizeFor } from './audience';
import { DeliveryLog, type EventText } from './delivery-log';
import { userOf } from './users';

/** What a server tells a subscriber of a change. */
function textOf(subscriber: number, number: number, changed: object = {}): EventText {
  const { record, user, isRelease } = changeOf(number);
  const lock = {
    ...{ resourceId: `${record}`, holder: { id: `user-${user}` } },
    heldByMe: user === userOf(subscriber),
  };
  const event = { type: isRelease ? 'RELEASED' : 'ACQUIRED', lock, ...changed };
  const bytes = Buffer.from(JSON.stringify({ data: { lockEvents: event } }));
  return { bytes, start: 0, end: bytes.length };
}

const TWO = { subscribers: 2 };

/** What two subscribers are told, in this order: who, and of which change. */
function told(deliveries: readonly (readonly [subscriber: number, number: number])[]): DeliveryLog {
  const log = new DeliveryLog(TWO, 0);
  for (const [subscriber, number] of deliveries) {
    log.deliver(subscriber, number, textOf(subscriber, number));
  }
  return log;
}

describe('the plan of changes', () => {
  it('changes one record in turns: acquired, released, acquired', () => {
    const last = new Map<number, { number: number; isRelease: boolean }>();
    for (let number = 0; number < 3 * RECORDS; number++) {
      const { record, isRelease } = changeOf(number);
      const before = last.get(record);
      expect(isRelease).toBe(before !== undefined && !before.isRelease);
      expect(Math.max(-1, previousOf(number))).toBe(before?.number ?? -1);
      last.set(record, { number, isRelease });
    }
  });

  it('is told apart by the note of the lock', () => {
    expect(noteOf(7)).toHaveLength(NOTE_LENGTH);
    expect(numberOf(7, 'ACQUIRED')).toBe(7);
    expect(previousOf(numberOf(7, 'RELEASED'))).toBe(7);
  });
});

describe('an audience', () => {
  it('has as many for a record as have it on their page', () => {
    const audience = { subscribers: 1_030, recordsEach: 50 };
    for (const record of [0, 49, 50, 1_499, 1_500, 4_999]) {
      const having = Array.from(
        { length: audience.subscribers },
        (_, subscriber) => subscriber,
      ).filter((subscriber) => recordsOf(audience, subscriber)!.includes(`${record}`));
      expect(sizeFor(audience, record)).toBe(having.length);
      expect(having.every((subscriber) => isFor(audience, subscriber, record))).toBe(true);
    }
  });
});

describe('a log of deliveries', () => {
  it('has no errors when everybody is told of everything once', () => {
    const log = told([
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ]);
    expect(log.isComplete(2)).toBe(true);
    expect(log.result(2)).toMatchObject({ events: 4, errors: 0 });
  });

  it.each<[string, [number, number][], RegExp]>([
    ['what is missing', [[0, 0]], /change 0 was told to 1 only/],
    [
      'what comes twice',
      [
        [0, 0],
        [0, 0],
        [1, 0],
      ],
      /change 0 came twice/,
    ],
    ['what comes before an earlier change of the record', [[0, 100]], /change 100 came too early/],
  ])('finds %s', (_what, deliveries, error) => {
    expect(told(deliveries).result(1).firstError).toMatch(error);
  });

  it('finds what is told to a stranger', () => {
    const log = new DeliveryLog({ subscribers: 2, recordsEach: 50 }, 0);
    log.deliver(1, 0, textOf(1, 0));
    expect(log.result(0).firstError).toMatch(/change 0 came to a stranger/);
  });

  it('finds a wrong event, and one that differs from that of others', () => {
    const wrong = new DeliveryLog(TWO, 0);
    wrong.deliver(0, 0, textOf(0, 0, { type: 'RENEWED' }));
    expect(wrong.result(0).firstError).toMatch(/change 0 was told as/);
    const log = new DeliveryLog({ subscribers: 3 }, 0);
    log.deliver(1, 0, textOf(1, 0));
    log.deliver(2, 0, textOf(2, 0, { more: true }));
    expect(log.result(0).firstError).toMatch(/change 0 was told differently/);
  });
});
