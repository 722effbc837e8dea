import { type Request, type Response } from 'express';
import { HandwrittenStore, type PeerUser } from './handwritten-store';
import { setting } from './setting';
import {
  answer,
  createDialectApp,
  finishDialectApp,
  lockParameters,
  refreshToken,
  type LockParameters,
} from './rest-dialect';

type Handler = (user: PeerUser, lock: LockParameters, res: Response) => Promise<void>;

async function main(): Promise<void> {
  const store = await HandwrittenStore.connect(setting('MONGODB_URI'));
  const app = createDialectApp();

  const guarded =
    (handler: Handler, isRemoval = false) =>
    async (req: Request, res: Response): Promise<void> => {
      const token = refreshToken(req);
      if (token === undefined) return answer(res, 401);
      const user = await store.findUser(token);
      if (!user) return answer(res, 404);
      if (!isRemoval && !user.permissions.includes('manage-locks')) return answer(res, 403);
      const parameters = lockParameters(req);
      if (typeof parameters === 'string') return answer(res, 400, parameters);
      return handler(user, parameters, res);
    };

  app.post(
    '/admin/lock',
    guarded(async (user, { route, id }, res) => {
      const lock = await store.acquire(route, id, user);
      if (lock.holderId === user.id) return answer(res, 200);
      res.set({
        'X-Lock-Holder': encodeURIComponent(lock.holderName),
        'X-Lock-Acquired-At': lock.acquiredAt.toISOString(),
        'X-Lock-Expires-At': lock.expiresAt.toISOString(),
      });
      answer(res, 409);
    }),
  );
  app.delete(
    '/admin/remove-lock',
    guarded(async (user, { route, id }, res) => {
      const { kind } = await store.remove(route, id, user);
      answer(res, { removed: 200, held: 403, absent: 404 }[kind]);
    }, true),
  );
  finishDialectApp(app);

  app.listen(Number(setting('PORT')), '127.0.0.1');
}

void main();
