import { type LoadUser } from './users';

const LOCK_COUNT = 5_000;

/** Makes REST acquires of ever other locks by all the users in turn, as the bytes to send. */
export function acquireRequests(users: readonly LoadUser[]): () => string {
  let count = 0;
  return () => {
    // A round of locks that is renewed again and again: the stored data stays small.
    count = (count + 1) % LOCK_COUNT;
    const user = users[count % users.length] as LoadUser;
    const body = JSON.stringify({ route: 'load', id: String(count) });
    return [
      'POST /admin/lock HTTP/1.1',
      'host: localhost',
      'content-type: application/json',
      `cookie: refreshToken=${user.refreshToken}`,
      `content-length: ${body.length}`,
      '',
      body,
    ].join('\r\n');
  };
}
