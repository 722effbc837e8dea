import { loadConfig } from '../../../src/config/config';
import { createSubgraph } from '../../../src/graphql/federation/subgraph';
import { getSchema } from '../../../src/graphql/schema/schema';

const create = (types: string): unknown => {
  const { federation } = loadConfig({ FEDERATION: 'true', LOCKABLE_TYPES: types });
  return createSubgraph({ base: getSchema(), ...federation!, introspection: true });
};

it.each([
  'Volume',
  'Volume:volume',
  'Volume:volume:id:x',
  'a b:volume:id',
  '__V:volume:id',
  'Volume::id',
  'Volume:volume:lock',
  'Volume:volume:id,Volume:series:id',
])('the setting %p is refused', (types) => {
  expect(() => loadConfig({ FEDERATION: 'true', LOCKABLE_TYPES: types })).toThrow(
    'LOCKABLE_TYPES: must be a comma-separated list',
  );
});

it('types without the subgraph are warned of', () => {
  const { federation, warnings } = loadConfig({ LOCKABLE_TYPES: 'Volume:volume:id' });
  expect(federation).toBeUndefined();
  expect(warnings).toEqual(['LOCKABLE_TYPES: has no effect without FEDERATION=true']);
});

it.each(['Lock', 'Query', 'DateTime', 'Float'])('a lockable type cannot be named %s', (name) => {
  expect(() => create(`${name}:volume:id`)).toThrow(
    `${name} is a type of the gateway's own schema`,
  );
});

it('a route that can have no locks is refused', () => {
  expect(() => create(`Volume:${'x'.repeat(129)}:id`)).toThrow('the route of Volume: route');
});
