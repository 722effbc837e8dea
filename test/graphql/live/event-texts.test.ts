import fc from 'fast-check';
import {
  type ExecutionResult,
  execute,
  getNamedType,
  type GraphQLObjectType,
  isObjectType,
  NoUnusedVariablesRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { type Caller } from '../../../src/domain/caller';
import { type Holder, type Lock, type LockSnapshot, type Waiter } from '../../../src/domain/lock';
import { type LockEvent, type LockEventType } from '../../../src/domain/lock-event';
import { lockKeyOf } from '../../../src/domain/lock-key';
import { eventDocumentOf } from '../../../src/graphql/live/event-document';
import { EventTexts } from '../../../src/graphql/live/event-texts';
import { type SubscriptionOperation } from '../../../src/graphql/schema/request-context';
import { getSchema } from '../../../src/graphql/schema/schema';
import { toGraphQLEvent, viewerKind } from '../../../src/graphql/schema/to-event';
import { ALICE, lockOfAlice, NOW } from '../../support/lock-records';

const USERS: readonly Holder[] = ['alice', 'bob', 'sam', 'eve'].map((username) => ({
  id: `user-${username}`,
  username,
}));

const user = fc.constantFrom(...USERS);
const time = fc.constantFrom(NOW, new Date(NOW.getTime() + 1), new Date(0));
const text = fc.option(fc.constantFrom('note', '"quoted" \u2028 \ud83d\udd12', ''));

const caller: fc.Arbitrary<Caller> = fc.record({
  id: fc.constantFrom(...USERS.map(({ id }) => id)),
  username: fc.constant('me'),
  permissions: fc.subarray(['manage-locks', 'override-locks', 'other']),
});

const waiter: fc.Arbitrary<Waiter> = fc.record({
  user,
  since: time,
  placeEndsAt: time,
  message: text,
  sessionId: text,
});

const lock: fc.Arbitrary<LockSnapshot> = fc
  .record({
    holder: user,
    expiresAt: fc.option(time),
    note: text,
    sessionId: fc.option(fc.constant('tab')),
    isReserved: fc.boolean(),
    holdEndsAt: fc.option(time),
    fencingToken: fc.nat(),
    waiters: fc.uniqueArray(waiter, { maxLength: 3, selector: ({ user: { id } }) => id }),
  })
  .map(({ waiters, ...values }) => ({
    ...lockOfAlice(values as Partial<Lock>),
    ...{ waiters, asOf: NOW },
  }));

const TYPES: readonly LockEventType[] = ['SNAPSHOT', 'ACQUIRED', 'RELEASED', 'TAKEN_OVER'];

const change: fc.Arbitrary<LockEvent> = fc
  .record({
    type: fc.constantFrom(...TYPES),
    lock,
    isFree: fc.boolean(),
    previousHolder: fc.option(user),
    actor: fc.option(user),
    at: time,
    reason: text,
    cursor: text,
  })
  .map(({ isFree, ...event }) => ({
    ...event,
    record: { key: lockKeyOf('volume', '1'), lock: isFree ? null : event.lock },
  }));

const END: LockEvent = {
  ...{ type: 'SNAPSHOT_END', record: null, lock: null, at: NOW, cursor: 'c' },
  ...{ previousHolder: null, actor: null, reason: null },
};
const event = fc.oneof({ weight: 9, arbitrary: change }, fc.constant(END));

/** A random selection of the fields of a type: with aliases, fragments and conditions. */
function selection(type: GraphQLObjectType, depth = 0): fc.Arbitrary<string> {
  const field = fc.constantFrom('__typename', ...Object.keys(type.getFields())).chain((name) => {
    const named = name === '__typename' ? undefined : getNamedType(type.getFields()[name]!.type);
    const nested = isObjectType(named) ? selection(named, depth + 1) : fc.constant('');
    const shown = fc.constantFrom(
      '',
      '',
      ' @include(if: $yes)',
      ' @skip(if: $no)',
      ' @skip(if: true)',
    );
    // A name for each selection: two fields of one name would have to agree.
    const alias = fc.nat({ max: 1_000_000 }).map((number) => `a${number}: `);
    return fc
      .tuple(alias, shown, nested)
      .map(([as, when, inner]) => `${as}${name}${when} ${inner}`);
  });
  const part = fc
    .tuple(field, fc.boolean())
    .map(([inner, isFragment]) => (isFragment ? `... on ${type.name} { ${inner} }` : inner));
  return fc
    .array(part, { minLength: 1, maxLength: depth === 0 ? 6 : 3 })
    .map((parts) => `{ ${parts.join(' ')} }`);
}

const lockEventType = getSchema().getType('LockEvent') as GraphQLObjectType;

const operation: fc.Arbitrary<SubscriptionOperation> = fc
  .record({
    fields: selection(lockEventType),
    isInFragment: fc.boolean(),
    variables: fc.record(
      { yes: fc.boolean(), no: fc.boolean(), ids: fc.subarray(['1', '2']), mine: fc.boolean() },
      { requiredKeys: ['ids'] },
    ),
  })
  .map(({ fields, isInFragment, variables }) => {
    const field = `lockEvents(route: "volume", ids: $ids, mine: $mine) ${fields}`;
    const definitions =
      '$yes: Boolean! = true, $no: Boolean! = false, $ids: [ID!]!, $mine: Boolean';
    const source = isInFragment
      ? `subscription S(${definitions}) { ...F } fragment F on Subscription { ${field} }`
      : `subscription S(${definitions}) { ${field} }`;
    return { document: parse(source), operationName: 'S', variables };
  });

/** A random document need not use every variable; two of its aliases can be the same by chance. */
const RULES = specifiedRules.filter((rule) => rule !== NoUnusedVariablesRule);

const textsThatShowAll = (): EventTexts =>
  new EventTexts({ showErrors: (errors) => errors.map((error) => error.toJSON()) });

const LOCK_FIELDS = Object.keys((getSchema().getType('Lock') as GraphQLObjectType).getFields());

/** A lock computes its fields when they are read. */
function withAllFields(_name: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('heldByMe' in value)) return value;
  const lock = value as Record<string, unknown>;
  return Object.fromEntries(LOCK_FIELDS.map((field) => [field, lock[field]]));
}

/** What an execution for this subscriber alone gives. */
function separate(asked: SubscriptionOperation, told: LockEvent, viewer: Caller): unknown {
  const result = execute({
    ...{ schema: getSchema(), document: asked.document, operationName: asked.operationName },
    ...{ variableValues: asked.variables, contextValue: { viewer }, rootValue: told },
  }) as ExecutionResult;
  return JSON.parse(JSON.stringify(result));
}

describe('the text of an event', () => {
  it('is what a separate execution gives, whoever was told before', () => {
    fc.assert(
      fc.property(
        fc.array(operation, { minLength: 1, maxLength: 3 }),
        fc.array(event, { minLength: 1, maxLength: 3 }),
        fc.array(caller, { minLength: 1, maxLength: 5 }),
        (operations, events, callers) => {
          const texts = textsThatShowAll();
          for (const asked of operations) {
            fc.pre(validate(getSchema(), asked.document, RULES).length === 0);
            const { text } = texts.of(eventDocumentOf(asked));
            for (const told of events) {
              for (const viewer of callers) {
                expect(JSON.parse(String(text(told, viewer)))).toEqual(
                  separate(asked, told, viewer),
                );
              }
            }
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is the same for callers of one kind, in every field', () => {
    fc.assert(
      fc.property(event, caller, caller, (told, one, other) => {
        fc.pre(viewerKind(told, one) === viewerKind(told, other));
        const shown = (viewer: Caller): string =>
          JSON.stringify(toGraphQLEvent(told, viewer), withAllFields);
        expect(shown(one)).toBe(shown(other));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('executions are shared', () => {
  const asking = (source: string, variables = {}): SubscriptionOperation => ({
    ...{ document: parse(source), operationName: undefined, variables },
  });
  const told: LockEvent = {
    ...{ type: 'ACQUIRED', lock: { ...lockOfAlice(), waiters: [], asOf: NOW } },
    ...{ record: null, previousHolder: null, actor: ALICE, at: NOW, reason: null, cursor: 'c' },
  };
  const bob: Caller = { id: 'user-bob', username: 'bob', permissions: ['manage-locks'] };

  it('by all who select the same, whatever they filter by', () => {
    const texts = textsThatShowAll();
    const one = texts.of(
      eventDocumentOf(asking('subscription { lockEvents(mine: true) { type } }')),
    );
    const other = texts.of(
      eventDocumentOf(
        asking('subscription ($ids: [ID!]) { lockEvents(route: "a", ids: $ids) { type } }', {
          ids: ['1'],
        }),
      ),
    );
    expect(texts.size).toBe(1);
    expect(String(other.text(told, bob))).toBe('{"data":{"lockEvents":{"type":"ACQUIRED"}}}');
    expect(one.text(told, { ...bob, id: 'user-eve' })).toBe(other.text(told, bob));
    one.release();
    expect(texts.size).toBe(1);
    other.release();
    expect(texts.size).toBe(0);
  });

  it('and keep of what was sent only what selects', () => {
    const source = 'subscription S { lockEvents(route: "a") { type } } # and so on';
    const { key, ...kept } = eventDocumentOf(asking(source, { unused: true }));
    expect(key).toBe(`${kept.source}{}`);
    expect(kept).toEqual({
      source: 'subscription S {\n  lockEvents {\n    type\n  }\n}',
      ...{ operationName: 'S', variables: {} },
    });
  });

  it('but not by those whose variables select something else', () => {
    const texts = textsThatShowAll();
    const source =
      'subscription ($all: Boolean!) { lockEvents { type reason @include(if: $all) } }';
    const all = texts.of(eventDocumentOf(asking(source, { all: true })));
    const some = texts.of(eventDocumentOf(asking(source, { all: false })));
    expect([all, some].map(({ text }) => String(text(told, bob)))).toEqual([
      '{"data":{"lockEvents":{"type":"ACQUIRED","reason":null}}}',
      '{"data":{"lockEvents":{"type":"ACQUIRED"}}}',
    ]);
  });

  it('and a variable that was not given has its default, whatever its name', () => {
    const source =
      'subscription ($toString: Boolean = false) { lockEvents { type at @include(if: $toString) } }';
    const { text } = textsThatShowAll().of(eventDocumentOf(asking(source)));
    expect(String(text(told, bob))).toBe('{"data":{"lockEvents":{"type":"ACQUIRED"}}}');
  });

  it('up to a bound of memory, beyond which they are made again', () => {
    const texts = new EventTexts({ showErrors: () => [], maxBytes: 5_000 });
    const { text } = texts.of(eventDocumentOf(asking('subscription { lockEvents { type at } }')));
    const events = Array.from({ length: 2_500 }, () => ({ ...told }));
    const all = events.map((each) => String(text(each, bob)));
    expect(new Set(all).size).toBe(1);
    expect(String(text(events[0]!, bob))).toBe(all[0]);
  });
});
