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
    'alice acquires the lock on a record, and bob is refused:',
    call('POST', '/admin/lock', 'alice'),
    call('POST', '/admin/lock', 'bob'),
    'alice removes the lock:',
    call('DELETE', '/admin/remove-lock', 'alice'),
    '',
    hasSandbox
      ? 'GraphQL in a browser (signs you in as alice and opens Apollo Sandbox):'
      : 'Signs a browser in as alice (Apollo Sandbox is off):',
    `  ${url}/demo/sign-in/alice`,
    '',
  ].forEach(print);
}
