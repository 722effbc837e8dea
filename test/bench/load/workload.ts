import { type WireAnswer } from './http-connection';
import { type LoadPlan } from './load-plan';
import { MixSequence } from './mix-sequence';
import { etcdCreate, graphqlAcquire, locksLookup, locksPage, restCall } from './requests';
import { firstPage, hasLocks, inListOrder, PAGE, USERS } from './stored-locks';

/** A request on the wire and what a right answer to it is. */
export interface Exchange {
  request: string;
  isExpected: (answer: WireAnswer) => boolean;
}

/** Yields the exchanges of one connection, one at a time. */
export type Workload = () => Exchange;

/** How many records the mix works on, over all connections. */
export const MIX_RECORDS = 1000;

const success = (a: WireAnswer): boolean =>
  a.status === 200 && a.body === '{"data":"Success","code":200}';
const conflict = (a: WireAnswer): boolean =>
  a.status === 409 && a.body === '{"data":"Conflict","code":409}';
const acquired = (a: WireAnswer): boolean =>
  a.status === 200 &&
  a.body.includes('"__typename":"LockAcquired"') &&
  !a.body.includes('"errors"');
const etcdCreated = (a: WireAnswer): boolean =>
  a.status === 200 && a.body.includes('"succeeded":true');

/** The deterministic sequence of one connection; the same plan gives the same sequence to any server. */
export function createWorkload(plan: LoadPlan, prefix: string, connection: number): Workload {
  let sequence = 0;
  const nextId = (): string => `${prefix}-${connection}-${String(sequence++).padStart(7, '0')}`;
  const nextUser = (): number => (connection + sequence) % USERS;
  switch (plan.workload) {
    case 'rest-acquire':
      return () => ({
        request: restCall('acquire', 'volume', nextId(), nextUser()),
        isExpected: success,
      });
    case 'graphql-acquire':
      return () => ({
        request: graphqlAcquire('volume', nextId(), nextUser()),
        isExpected: acquired,
      });
    case 'etcd':
      return () => ({
        request: etcdCreate(`volume/${nextId()}`, `user-${nextUser()}`),
        isExpected: etcdCreated,
      });
    case 'locks-lookup': {
      const windows = (plan.stored ?? PAGE) - PAGE + 1;
      return () => {
        const user = nextUser();
        const first = (connection * 7919 + sequence++ * 104_729) % windows;
        const ids = Array.from({ length: PAGE }, (_, index) => first + index);
        return {
          request: locksLookup('volume', ids.map(String), user),
          isExpected: (answer) => hasLocks(answer, inListOrder(ids), user),
        };
      };
    }
    case 'locks-page':
    case 'locks-same': {
      const mine = plan.workload === 'locks-page';
      const pages = Array.from({ length: USERS }, (_, user) =>
        firstPage(plan.stored ?? 0, mine ? user : undefined),
      );
      return () => {
        sequence++;
        const user = nextUser();
        return {
          request: locksPage('volume', { mine, user }),
          isExpected: (answer) =>
            hasLocks(answer, pages[user]!, user) && answer.body.includes('"hasNextPage":true'),
        };
      };
    }
    case 'rest-mix': {
      const mix = new MixSequence({
        seed: connection + 1,
        records: Math.ceil(MIX_RECORDS / plan.connections),
        users: USERS,
      });
      return () => {
        const step = mix.next();
        const id = `${prefix}-${connection}-${step.record}`;
        return {
          request: restCall(
            step.action === 'remove' ? 'remove' : 'acquire',
            'volume',
            id,
            step.user,
          ),
          isExpected: step.action === 'conflict' ? conflict : success,
        };
      };
    }
  }
}
