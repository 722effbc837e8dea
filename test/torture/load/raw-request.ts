import { type LoadUser } from './users';

/** Makes REST acquires of ever other locks, as the bytes to send. */
export function acquireRequests(user: LoadUser): () => string {
  let count = 0;
  return () => {
    // A round of locks that is renewed again and again: the stored data stays small.
    count = (count + 1) % 20_000;
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
