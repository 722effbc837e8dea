import { cookieOf } from '../support/test-users';
import { REST_CALLS, type GraphQLAnswer, type TestGateway } from '../support/start-test-gateway';
import { type Actor, type LockStep } from './contract-case';
import { OUTCOMES, type OutcomeName } from './outcomes';

/** Sends requests to a gateway, directly or through a proxy. */
export type HttpSender = Pick<TestGateway, 'http'>;

/** One way into the gateway. */
export interface Door {
  readonly name: 'REST' | 'GraphQL';
  /** Makes the call and returns what came back, to be compared with `expected`. */
  call(sender: HttpSender, step: LockStep): Promise<unknown>;
  expected(outcome: OutcomeName): unknown;
}

const restDoor: Door = {
  name: 'REST',
  async call(sender, { as, does, route, id }) {
    const { status, text } = await sender.http({
      ...REST_CALLS[does],
      headers: { 'Content-Type': 'application/json', ...cookieHeader(as) },
      body: JSON.stringify({ route, id }),
    });
    return { status, text };
  },
  expected(outcome) {
    const [status, data] = OUTCOMES[outcome].rest;
    return { status, text: `{"data":"${data}","code":${status}}` };
  },
};

const graphqlDoor: Door = {
  name: 'GraphQL',
  async call(sender, { as, does, route, id }) {
    const { status, text } = await sender.http({
      method: 'POST',
      path: '/graphql',
      headers: { 'Content-Type': 'application/json', ...cookieHeader(as) },
      body: JSON.stringify({
        query: `mutation ($route: String!, $id: ID!) {
          result: ${does}Lock(route: $route, id: $id) { __typename }
        }`,
        variables: { route, id },
      }),
    });
    const answer = JSON.parse(text) as GraphQLAnswer<{ result: { __typename: string } }>;
    const seen = answer.data?.result.__typename ?? answer.errors?.[0]?.extensions?.code;
    return { status, seen };
  },
  expected: (outcome) => ({ status: 200, seen: OUTCOMES[outcome].graphql }),
};

/** Both ways into the gateway. */
export const DOORS: readonly Door[] = [restDoor, graphqlDoor];

function cookieHeader(actor: Actor): { Cookie?: string } {
  return actor === 'no cookie' ? {} : { Cookie: cookieOf(actor.replaceAll(' ', '-')) };
}
