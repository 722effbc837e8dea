import { againstHandwritten } from './two-servers';

/** The acquireLock mutation for new locks with every field selected. */
export const graphqlAcquire = againstHandwritten('graphql-acquire', 'graphql-handwritten', {
  workload: 'graphql-acquire',
});
