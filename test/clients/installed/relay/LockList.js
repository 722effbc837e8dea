import { graphql } from 'relay-runtime';

export const PAGE = graphql`
  query LockListQuery($route: String!) {
    me {
      user {
        ...LockList_user
      }
      permissions
    }
    ...LockList_query @arguments(route: $route)
  }
`;

export const LIST = graphql`
  fragment LockList_query on Query
  @argumentDefinitions(
    route: { type: "String!" }
    first: { type: "Int", defaultValue: 50 }
    after: { type: "String" }
  )
  @refetchable(queryName: "LockListPageQuery") {
    locks(route: $route, first: $first, after: $after) @connection(key: "LockList_locks") {
      edges {
        node {
          resourceId
          expiresAt
          expiresInMs
          holder {
            ...LockList_user
          }
        }
      }
    }
  }
`;

export const USER = graphql`
  fragment LockList_user on User {
    username
  }
`;
