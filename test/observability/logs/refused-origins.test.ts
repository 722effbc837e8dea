import { logRefusedOrigins } from '../../../src/observability/logs/refused-origins';
import { captureLog } from '../../support/captured-log';

const EVIL = 'https://evil.example';
const WARNING = 40;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

it('warns of an origin once a minute, with the setting that would allow it', () => {
  const log = captureLog();
  const onRefused = logRefusedOrigins(log.logger);
  for (let request = 0; request < 1_000; request += 1) onRefused(EVIL);
  expect(log.entries()).toMatchObject([
    {
      level: WARNING,
      origin: EVIL,
      repeated: 0,
      msg: expect.stringContaining('CORS_ORIGINS') as string,
    },
  ]);
  jest.advanceTimersByTime(60_000);
  onRefused(EVIL);
  expect(log.entries()[1]).toMatchObject({ origin: EVIL, repeated: 999 });
});

it('says of a WebSocket which host was asked, though requests of that origin were told before', () => {
  const log = captureLog();
  const onRefused = logRefusedOrigins(log.logger);
  onRefused('http://localhost:5173');
  onRefused('http://localhost:5173', 'localhost:4000');
  onRefused('http://localhost:5173', 'localhost:4000');
  expect(log.entries().slice(1)).toMatchObject([
    {
      ...{ level: WARNING, origin: 'http://localhost:5173', host: 'localhost:4000' },
      msg: expect.stringContaining('proxy') as string,
    },
  ]);
});

it('warns of each origin', () => {
  const log = captureLog();
  const onRefused = logRefusedOrigins(log.logger);
  onRefused('http://localhost:5173');
  onRefused('http://localhost:5174');
  expect(log.entries().map(({ origin }) => origin)).toEqual([
    'http://localhost:5173',
    'http://localhost:5174',
  ]);
});

it.each(['null', 'capacitor://localhost'])('says that %s cannot be allowed', (origin) => {
  const log = captureLog();
  logRefusedOrigins(log.logger)(origin);
  expect(log.entries()).toMatchObject([
    { origin, msg: expect.stringContaining('CORS_ORIGINS cannot allow') as string },
  ]);
});

it('a flood of origins fills neither the log nor memory', () => {
  const log = captureLog();
  const onRefused = logRefusedOrigins(log.logger);
  for (let n = 0; n < 5_000; n += 1) onRefused(`https://evil-${n}.example`);
  expect(log.entries()).toHaveLength(101);
});

it.each([
  ['a line break', 'https://evil.example\n{"level":60}'],
  ['a terminal escape', 'https://evil.example\u001b[2J'],
  ['a control character beyond ASCII', 'https://evil.example\u009b2J'],
  ['no origin', 'whatever'],
  ['16 KiB', `https://${'x'.repeat(16 * 1024)}`],
])('what no browser sends is not logged: %s', (_name, origin) => {
  const log = captureLog();
  logRefusedOrigins(log.logger)(origin);
  expect(log.text()).toBe('');
});
