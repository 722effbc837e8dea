import { createHash } from 'node:crypto';
import { createClient } from '@redis/client';
import { type PeerUser } from './handwritten-store';
import { setting } from './setting';
import {
  answer,
  createDialectApp,
  finishDialectApp,
  lockParameters,
  refreshToken,
} from './rest-dialect';

const LEASE_MS = 30 * 60_000;

// The shape people use: a Redis without persistence. A restart forgets every lock.
async function main(): Promise<void> {
  const redis = createClient({ url: setting('REDIS_URL') });
  redis.on('error', (error: Error) => process.stderr.write(`${error.message}\n`));
  await redis.connect();
  const app = createDialectApp();

  app.post('/admin/lock', async (req, res) => {
    const token = refreshToken(req);
    if (token === undefined) return answer(res, 401);
    const found = await redis.hGet('users', createHash('sha256').update(token).digest('hex'));
    if (found === null) return answer(res, 404);
    const user = JSON.parse(found) as PeerUser;
    if (!user.permissions.includes('manage-locks')) return answer(res, 403);
    const parameters = lockParameters(req);
    if (typeof parameters === 'string') return answer(res, 400, parameters);

    const key = `lock:${encodeURIComponent(parameters.route)}/${encodeURIComponent(parameters.id)}`;
    const isGranted = await redis.set(key, user.id, {
      condition: 'NX',
      expiration: { type: 'PX', value: LEASE_MS },
    });
    if (isGranted !== null) return answer(res, 200);
    const holderId = await redis.get(key);
    if (holderId === user.id) {
      await redis.pExpire(key, LEASE_MS);
      return answer(res, 200);
    }
    if (holderId !== null) res.set('X-Lock-Holder', encodeURIComponent(holderId));
    return answer(res, 409);
  });
  finishDialectApp(app);

  app.listen(Number(setting('PORT')), '127.0.0.1');
}

void main();
