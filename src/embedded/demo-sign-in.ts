import { Router } from 'express';
import { DEMO_PATH } from './demo-page';
import { DEMO_USERS } from './demo-users';
import { REFRESH_TOKEN_COOKIE } from '../http/refresh-token';

/** Signs a browser in as a demo user of the embedded database. */
export function demoSignInRouter(): Router {
  const router = Router({ caseSensitive: true });
  router.get('/demo/sign-in/:name', (request, response, next) => {
    const user = DEMO_USERS.find(({ username }) => username === request.params.name);
    if (!user) {
      next();
      return;
    }
    response.cookie(REFRESH_TOKEN_COOKIE, user.token, {
      httpOnly: true,
      sameSite: 'lax',
      path: '/',
    });
    response.redirect(DEMO_PATH);
  });
  return router;
}
