/** What a greeting is about: the address of the gateway, and whether it serves Apollo Sandbox. */
export interface Greeted {
  readonly url: string;
  readonly hasSandbox: boolean;
}

/** Prints what to try first; the commands can be pasted into a shell. */
export function printGreeting({ url, hasSandbox }: Greeted, print: (line: string) => void): void {
  const call = (method: string, path: string, user: string): string =>
    `  curl -s -X ${method} ${url}${path} -b refreshToken=demo-${user} ` +
    `-H 'Content-Type: application/json' -d '{"route":"volume","id":"1234"}'`;
  [
    '',
    `lock-gateway is listening on ${url} with an embedded MongoDB and demo users.`,
    '',
    'Edit a record as alice and as bob, each in a window of their own:',
    `  ${url}/demo/sign-in/alice`,
    `  ${secondAddress(url)}/demo/sign-in/bob`,
    '',
    'By hand, alice acquires the lock on a record, and bob is refused:',
    call('POST', '/admin/lock', 'alice'),
    call('POST', '/admin/lock', 'bob'),
    'alice removes the lock:',
    call('DELETE', '/admin/remove-lock', 'alice'),
    '',
    ...(hasSandbox ? ['GraphQL in a browser that is signed in:', `  ${url}/graphql`, ''] : []),
  ].forEach(print);
}

/** This machine under another name, for which a browser keeps other cookies; else a private window does it. */
function secondAddress(url: string): string {
  return url.replace('//localhost:', '//bob.localhost:');
}
