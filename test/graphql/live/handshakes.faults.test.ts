import { rawSocket } from '../../support/live-client';
import { startTestGateway, type TestGateway } from '../../support/start-test-gateway';
import { DEFAULT_LIMITS } from '../../support/test-config';
import { cookieOf } from '../../support/test-users';

const AT_ONCE = 1_000;

let gateway: TestGateway;
afterEach(() => gateway.stop());

test(`${AT_ONCE} handshakes at once from one address all succeed`, async () => {
  gateway = await startTestGateway({
    config: {
      limits: {
        ...DEFAULT_LIMITS,
        live: { maxSubscriptionsPerConnection: 100, maxConnectionsPerUser: AT_ONCE },
      },
    },
  });
  const opened = await Promise.all(
    Array.from({ length: AT_ONCE }, () => {
      const { socket, ended } = rawSocket(gateway.url, { Cookie: cookieOf('alice') });
      const open = new Promise<string>((resolve) => socket.once('open', () => resolve('open')));
      return Promise.race([open, ended.then((end) => JSON.stringify(end))]);
    }),
  );
  expect(new Set(opened)).toEqual(new Set(['open']));
}, 60_000);
