const SIGN_IN_FIRST = '# Sign in first: open /demo/sign-in/alice in this browser.\n';

const SAMPLE_OPERATIONS = `mutation TakeTheLock {
  acquireLock(route: "volume", id: "1234", note: "price update, back at 15:00") {
    __typename
    ... on LockAcquired {
      created
      lock { id holder { username } acquiredAt expiresAt fencingToken }
    }
    ... on LockConflict {
      message
      lock { holder { username } acquiredAt expiresAt canTakeOver }
    }
  }
}

subscription WhatHappens {
  lockEvents(route: "volume") {
    type
    record { id lock { holder { username } note heldByMe } }
    actor { username }
    at
  }
}

query WhoHasWhat {
  locks(route: "volume", first: 50) {
    nodes { id holder { username } note expiresInMs heldByMe canTakeOver }
    pageInfo { hasNextPage endCursor }
  }
}
`;

/** What Sandbox and GraphiQL begin with. */
export function sampleOperations({ hasDemoUsers }: { hasDemoUsers: boolean }): string {
  return hasDemoUsers ? SIGN_IN_FIRST + SAMPLE_OPERATIONS : SAMPLE_OPERATIONS;
}
