import { type ReactNode } from 'react';

const USERS = [
  { name: 'alice', about: 'an editor' },
  { name: 'bob', about: 'another editor' },
  { name: 'sam', about: 'can take over' },
  { name: 'eve', about: 'may not edit' },
] as const;

/** Names of this very machine. Browsers keep the cookies of each apart, as if they were other machines. */
const OWN_NAMES = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Where each user signs in: on this machine at a name of their own, so that windows stay apart. */
function signInAddress(name: string): string {
  const port = location.port === '' ? '' : `:${location.port}`;
  const path = `/demo/sign-in/${name}`;
  return OWN_NAMES.test(location.hostname)
    ? `${location.protocol}//${name}.localhost${port}${path}`
    : path;
}

/** Links that sign in as somebody else, in another window if somebody is signed in here. */
export function Users({ signedIn }: { readonly signedIn: string | null }): ReactNode {
  return (
    <ul className="users">
      {USERS.filter(({ name }) => name !== signedIn).map(({ name, about }) => (
        <li key={name}>
          <a href={signInAddress(name)} target={signedIn === null ? undefined : '_blank'}>
            {name}
          </a>
          , {about}
        </li>
      ))}
    </ul>
  );
}
