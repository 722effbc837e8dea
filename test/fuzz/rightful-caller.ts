import { isDeepStrictEqual } from 'node:util';
import { Random } from '../torture/random';
import { OwnRecords } from './own-records';
import { RightfulClient } from './rightful-client';
import { RIGHTFUL_NAMES, type RightfulName, SHARED_ROUTE } from './rightful-users';

/** What a rightful user saw that was not right; `got` is the answer, or why there was none. */
export interface WrongAnswer {
  readonly user: RightfulName;
  readonly asked: string;
  readonly expected: unknown;
  readonly got: unknown;
}

const LOCK_FIELDS = 'id route resourceId fencingToken heldByMe holder { username }';

/**
 * One rightful user with a small model of what every answer must be: nobody else touches the
 * user's own records, and the shared ones have one holder for the whole run. One call at a time.
 */
export class RightfulCaller {
  private readonly random: Random;
  private readonly client: RightfulClient;
  private readonly own = new OwnRecords();

  constructor(
    private readonly options: {
      readonly url: string;
      readonly name: RightfulName;
      readonly seed: number;
      readonly onAnswer: (tookMs: number) => void;
      readonly onWrong: (wrong: WrongAnswer) => void;
    },
  ) {
    this.random = new Random(options.seed);
    this.client = new RightfulClient(options);
  }

  /** Forgets what a wrong answer has left open: this user goes on with new records. */
  startAnew(): void {
    this.own.abandonAll();
  }

  /** Takes the record that the others are to be refused; throws when that fails. */
  async takeShared(): Promise<void> {
    const answer = await this.client.rest('acquire', SHARED_ROUTE, this.options.name);
    if (answer.status !== 200) throw new Error(`no lock to start with: ${answer.text}`);
  }

  /** Makes one call and holds its answer against the model. */
  async step(): Promise<void> {
    const steps = [
      () => this.acquireOverRest(),
      () => this.removeOverRest(),
      () => this.acquireOverGraphQL(),
      () => this.renewOverGraphQL(),
      () => this.listOwn(),
      () => this.beRefused('acquire'),
      () => this.beRefused('remove'),
      () => this.lookAtShared(),
      () => this.listShared(),
    ];
    await this.random.pick(steps)();
  }

  /** The records of this user's own, in `route`. */
  get records(): OwnRecords {
    return this.own;
  }

  /** The route of this user's own records. */
  get route(): string {
    return `own-${this.options.name}`;
  }

  private async acquireOverRest(): Promise<void> {
    const { id, known: before } = this.own.pick(this.random);
    const isRight = await this.expectRest('acquire', { route: this.route, id }, [200, 'Success']);
    if (isRight) this.own.set(id, before.isHeld ? before : { isHeld: true });
    else this.own.abandon(id);
  }

  private async removeOverRest(): Promise<void> {
    const { id, known } = this.own.pick(this.random);
    const { isHeld } = known;
    const expected = isHeld ? ([200, 'Success'] as const) : ([404, 'Not found'] as const);
    if (await this.expectRest('remove', { route: this.route, id }, expected)) {
      this.own.set(id, { isHeld: false });
    } else this.own.abandon(id);
  }

  private async acquireOverGraphQL(): Promise<void> {
    const { id, known } = this.own.pick(this.random);
    const { isHeld } = known;
    const query = `mutation { acquireLock(route: "${this.route}", id: "${id}") {
      __typename ... on LockAcquired { created lock { ${LOCK_FIELDS} } } } }`;
    const got = await this.client.graphql(query);
    const token = tokenIn(got, 'acquireLock');
    const isRight = this.compare(query, got, {
      acquireLock: {
        __typename: 'LockAcquired',
        created: !isHeld,
        lock: this.lockOf({ route: this.route, id, holder: this.options.name, token }),
      },
    });
    if (isRight) this.own.set(id, { isHeld: true, token });
    else this.own.abandon(id);
  }

  private async renewOverGraphQL(): Promise<void> {
    const { id, known } = this.own.pick(this.random);
    const token = known.isHeld ? known.token : 1;
    if (token === undefined) return this.acquireOverGraphQL();
    const query = `mutation { renewLock(route: "${this.route}", id: "${id}", fencingToken: ${token}) {
      __typename ... on LockRenewed { lock { ${LOCK_FIELDS} } } } }`;
    const lock = this.lockOf({ route: this.route, id, holder: this.options.name, token });
    const expected = known.isHeld
      ? { __typename: 'LockRenewed', lock }
      : { __typename: 'LockLost' };
    const got = await this.client.graphql(query);
    if (!this.compare(query, got, { renewLock: expected })) this.own.abandon(id);
    return undefined;
  }

  private async listOwn(): Promise<void> {
    const query = `{ locks(route: "${this.route}", first: 200) {
      nodes { resourceId heldByMe holder { username } } } }`;
    const got = await this.client.graphql(query);
    const nodes = nodesIn(got)?.filter(({ resourceId }) => !this.own.isOpen(resourceId));
    const expected = this.own.heldIds.map((resourceId) => this.row(resourceId, this.options.name));
    this.compare(query, nodes ?? got, expected);
  }

  private async beRefused(operation: 'acquire' | 'remove'): Promise<void> {
    const holder = this.pickOther();
    const answer =
      operation === 'acquire' ? ([409, 'Conflict'] as const) : ([403, 'Forbidden'] as const);
    await this.expectRest(operation, { route: SHARED_ROUTE, id: holder }, [
      ...answer,
      operation === 'acquire' ? holder : undefined,
    ]);
  }

  private async lookAtShared(): Promise<void> {
    const holder = this.random.pick(RIGHTFUL_NAMES);
    const query = `{ lock(route: "${SHARED_ROUTE}", id: "${holder}") { resourceId heldByMe holder { username } } }`;
    this.compare(query, await this.client.graphql(query), { lock: this.row(holder, holder) });
  }

  private async listShared(): Promise<void> {
    const query = `{ locks(route: "${SHARED_ROUTE}", first: 200) {
      nodes { resourceId heldByMe holder { username } } } }`;
    const got = await this.client.graphql(query);
    // Others are there too, perhaps malformed ones.
    const known = nodesIn(got)?.filter(({ resourceId }) => isRightful(resourceId));
    this.compare(
      query,
      known ?? got,
      RIGHTFUL_NAMES.map((name) => this.row(name, name)),
    );
  }

  private row(resourceId: string, holder: RightfulName): unknown {
    return { resourceId, heldByMe: holder === this.options.name, holder: { username: holder } };
  }

  private lockOf(lock: {
    route: string;
    id: string;
    holder: RightfulName;
    token: number | undefined;
  }): unknown {
    const { route, id, token } = lock;
    return {
      ...{ id: `${route}/${id}`, route, fencingToken: token },
      ...(this.row(id, lock.holder) as object),
    };
  }

  private async expectRest(
    operation: 'acquire' | 'remove',
    key: { route: string; id: string },
    [status, data, holder]: readonly [status: number, data: string, holder?: string | undefined],
  ): Promise<boolean> {
    const got = await this.client.rest(operation, key.route, key.id).then(
      ({ status: code, text, headers }) => [code, text, headers['x-lock-holder']],
      (error: unknown) => [String(error)],
    );
    const expected = [status, JSON.stringify({ data, code: status }), holder];
    return this.compare(`${operation} ${key.route}/${key.id}`, got, expected);
  }

  private compare(asked: string, got: unknown, expected: unknown): boolean {
    // Objects of graphql-js have no prototype, which is nothing that a caller sees.
    if (isDeepStrictEqual(plain(got), plain(expected))) return true;
    this.options.onWrong({ user: this.options.name, asked, expected, got });
    return false;
  }

  private pickOther(): RightfulName {
    return this.random.pick(RIGHTFUL_NAMES.filter((name) => name !== this.options.name));
  }
}

function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

function isRightful(resourceId: string): boolean {
  return (RIGHTFUL_NAMES as readonly string[]).includes(resourceId);
}

function nodesIn(data: unknown): { resourceId: string }[] | undefined {
  return (data as { locks?: { nodes?: { resourceId: string }[] } } | null)?.locks?.nodes;
}

function tokenIn(data: unknown, operation: string): number | undefined {
  const result = (data as Record<string, { lock?: { fencingToken?: number } }> | null)?.[operation];
  return result?.lock?.fencingToken;
}
