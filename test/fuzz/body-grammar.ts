import fc from 'fast-check';
import { OWN_COOKIE } from './cookie-grammar';
import {
  anyText,
  type HostileCall,
  hostileRecord,
  jsonHeaders,
  markedText,
  type Piece,
  toBytes,
} from './hostile-call';

const number = fc.oneof(
  fc.constantFrom('1e400', '-0', '1.5', '9007199254740993', '1E2', '01', '.5', '0x10', 'NaN', '-'),
  fc.integer({ min: 1, max: 14_000 }).map((n) => '9'.repeat(n)),
);
const nested = fc
  .tuple(fc.constantFrom(['[', ']'], ['{"id":', '}']), fc.integer({ min: 1, max: 9_000 }))
  .map(([[open, close], depth]) => {
    const times = Math.min(depth, Math.floor(16_000 / (open.length + close.length)));
    return `${open.repeat(times)}1${close.repeat(times)}`;
  });
const jsonText = fc.oneof(
  { weight: 3, arbitrary: anyText.map((text) => JSON.stringify(text)) },
  { weight: 2, arbitrary: number },
  { weight: 1, arbitrary: nested },
  { weight: 1, arbitrary: fc.nat({ max: 7_800 }).map((n) => JSON.stringify(markedText(n))) },
  { weight: 1, arbitrary: fc.json({ maxDepth: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom('"\\ud800"', '"\\u0000"', '"\\x"', '"unclosed') },
);
const member = fc
  .tuple(fc.constantFrom('"route"', '"id"', '"__proto__"', '"r\\u006fute"', 'id', "'id'"), jsonText)
  .map(([name, text]) => `${name}:${text}`);

const fromMembers = fc.array(member, { maxLength: 6 }).map((members) => `{${members.join(',')}}`);
const mutated = fc
  .tuple(hostileRecord, fc.nat({ max: 40 }), fc.nat({ max: 3 }), anyText)
  .map(([key, at, cut, text]) => {
    const json = JSON.stringify(key);
    return json.slice(0, at) + text.toWellFormed() + json.slice(at + cut);
  });

/** What an encoder or a proxy may make of the same text. */
const encode = fc.constantFrom<(text: string) => Buffer>(
  (text) => Buffer.from(text),
  (text) => Buffer.from(text),
  (text) => Buffer.from(`\ufeff${text}`),
  (text) => Buffer.from(text, 'utf16le'),
  (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  (text) => Buffer.from(text, 'latin1'),
  (text) => Buffer.concat([Buffer.from(text.slice(0, -1)), Buffer.from([0xc3, 0x28, 0xff])]),
  (text) => Buffer.concat([Buffer.from(text), Buffer.alloc(300)]),
  (text) => Buffer.from(`${text}${' '.repeat(16 * 1024)}`),
);

const bytes = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.oneof(fromMembers, mutated, jsonText), encode)
      .map(([text, toBuffer]) => toBuffer(text)),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 500 }).map((array) => Buffer.from(array)) },
);

type Transfer = (body: Buffer) => {
  headers: [string, string][];
  pieces: Piece[];
  isWhole: boolean;
};

const chunk = (part: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]);
const chunked: [string, string] = ['Transfer-Encoding', 'chunked'];
const now = (part: Buffer): Piece => ({ bytes: part, afterMs: 0 });

const transfer = fc.constantFrom<Transfer>(
  (body) => ({ headers: [length(body.length)], pieces: [now(body)], isWhole: true }),
  (body) => ({ headers: [length(body.length)], pieces: [now(body)], isWhole: true }),
  (body) => ({ headers: [length(body.length + 1)], pieces: [now(body)], isWhole: false }),
  (body) => ({
    headers: [length(body.length)],
    pieces: [now(body.subarray(0, body.length / 2))],
    isWhole: false,
  }),
  (body) => ({
    headers: [length(body.length)],
    pieces: [now(body.subarray(0, 1)), { bytes: body.subarray(1), afterMs: 20 }],
    isWhole: true,
  }),
  (body) => ({
    headers: [chunked],
    pieces: [now(body.length > 0 ? chunk(body) : Buffer.alloc(0)), now(Buffer.from('0\r\n\r\n'))],
    isWhole: true,
  }),
  (body) => ({
    headers: [chunked],
    pieces: [...body.subarray(0, 200)].map((byte) => now(chunk(Buffer.from([byte])))),
    isWhole: false,
  }),
  () => ({ headers: [chunked], pieces: [now(Buffer.from('0\r\n\r\n'))], isWhole: true }),
  () => ({ headers: [chunked], pieces: [now(Buffer.from('ffffffffffff\r\n{'))], isWhole: false }),
  (body) => ({
    headers: [chunked],
    pieces: [now(Buffer.from(`1;${'x'.repeat(5_000)}\r\n{\r\n`)), now(chunk(body))],
    isWhole: false,
  }),
);

function length(count: number): [string, string] {
  return ['Content-Length', String(count)];
}

const doors = fc.constantFrom(
  { method: 'POST', target: '/admin/lock' },
  { method: 'DELETE', target: '/admin/remove-lock' },
  { method: 'POST', target: '/graphql' },
);

/** Bodies that are no JSON, not quite JSON, or not what was meant. */
const wrongBodies = fc
  .tuple(doors, bytes, transfer)
  .map(([{ method, target }, body, send]): HostileCall => {
    const { headers: more, pieces, isWhole } = send(body);
    const headers = [...jsonHeaders({ cookie: OWN_COOKIE }), ...more];
    const head = toBytes({ method, target, headers });
    return {
      family: 'bodies',
      pieces: [now(head), ...pieces],
      owed: { isAnswered: isWhole, mayBeNotFound: method === 'DELETE' },
    };
  });

/** Longer than a call may wait for anything but its sender. */
const LATE_MS = 2_600;

/** A right body that comes late: the sender's own time, and no fault. */
const lateBody = fc
  .constantFrom('{ locks(mine: true) { nodes { id } } }', '{ __typename }')
  .map((query): HostileCall => {
    const body = JSON.stringify({ query });
    const headers = [...jsonHeaders({ cookie: OWN_COOKIE }), length(body.length)];
    const head = toBytes({ method: 'POST', target: '/graphql', headers });
    return {
      family: 'bodies',
      pieces: [now(head), { bytes: Buffer.from(body), afterMs: LATE_MS }],
      owed: { isAnswered: true, statuses: [200] },
    };
  });

/** Calls of the hostile user whose bodies are wrong, or late. */
export const bodyCalls: fc.Arbitrary<HostileCall> = fc.oneof(
  { weight: 60, arbitrary: wrongBodies },
  { weight: 1, arbitrary: lateBody },
);
