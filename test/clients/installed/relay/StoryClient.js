import {
  commitMutation,
  createOperationDescriptor,
  Environment,
  fetchQuery,
  getRequest,
  graphql,
  Network,
  RecordSource,
  Store,
} from 'relay-runtime';

/** The operations of the story, by the names that the other clients know them under. */
const OPERATIONS = {
  FindRecord: graphql`
    query StoryClientFindRecordQuery($route: String!, $id: ID!) {
      record(route: $route, id: $id) {
        lock {
          holder {
            username
          }
        }
      }
    }
  `,
  FindRecords: graphql`
    query StoryClientFindRecordsQuery($route: String!, $ids: [ID!]!) {
      records(route: $route, ids: $ids) {
        lock {
          holder {
            username
          }
        }
      }
    }
  `,
  AcquireLock: graphql`
    mutation StoryClientAcquireLockMutation($route: String!, $id: ID!) {
      acquireLock(route: $route, id: $id) {
        ... on LockAcquired {
          record {
            ...StoryClient_record
          }
        }
        ... on LockConflict {
          record {
            ...StoryClient_record
          }
        }
      }
    }
  `,
  RemoveLock: graphql`
    mutation StoryClientRemoveLockMutation($route: String!, $id: ID!) {
      removeLock(route: $route, id: $id) {
        ... on LockRemoved {
          record {
            ...StoryClient_record
          }
        }
      }
    }
  `,
  TakeOverLock: graphql`
    mutation StoryClientTakeOverLockMutation($route: String!, $id: ID!) {
      takeOverLock(route: $route, id: $id) {
        ... on LockTakenOver {
          record {
            ...StoryClient_record
          }
          previousHolder {
            username
          }
        }
      }
    }
  `,
};

graphql`
  fragment StoryClient_record on LockableRecord {
    lock {
      fencingToken
      heldByMe
      holder {
        username
      }
    }
  }
`;

/** A Relay client whose operations are named; `post` sends the body of a request. */
export function createStoryClient(post) {
  const network = Network.create(({ text: query }, variables) => post({ query, variables }));
  const environment = new Environment({ network, store: new Store(new RecordSource()) });
  return {
    watch(name, variables, show) {
      const request = getRequest(OPERATIONS[name]);
      const operation = createOperationDescriptor(request, variables);
      environment.retain(operation);
      fetchQuery(environment, request, variables).subscribe({
        next: () => {
          const snapshot = environment.lookup(operation.fragment);
          show(snapshot.data);
          environment.subscribe(snapshot, ({ data }) => show(data));
        },
      });
    },
    mutate: (name, variables) =>
      new Promise((onCompleted, onError) => {
        commitMutation(environment, {
          mutation: OPERATIONS[name],
          variables,
          onCompleted,
          onError,
        });
      }),
  };
}
