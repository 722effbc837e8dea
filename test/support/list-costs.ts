import { type LockFilter, type LockPosition } from '../../src/domain/lock-store';
import { nthId } from './many-locks';
import { holderNamed, type TestStore } from './open-test-store';
import { planOf, profiled, type ProfiledCommand } from './profiled';

/** What one list made mongod do. */
export interface ListCost {
  readonly name: string;
  readonly returned: number;
  readonly commands: readonly ProfiledCommand[];
  /** How the first of them reads the locks. */
  readonly plan: string;
}

const PAGE = 50;

/** Asks for each kind of list once, in the middle of what is stored, and returns what it cost. */
export async function measureLists(
  opened: Omit<TestStore, 'close'>,
  stored: number,
): Promise<ListCost[]> {
  const middle = Math.floor(stored / 2);
  const holderId = holderNamed('editor-9').id;
  const resourceIds = Array.from({ length: PAGE }, (_, index) => nthId(middle + index));
  const volume = { route: 'volume', resourceId: nthId(middle) };
  const series = { ...volume, route: 'series' };
  const lists: [string, LockFilter, (LockPosition | undefined)?, LockPosition?][] = [
    ['50 ids of a route', { route: 'series', resourceIds }],
    ['first page', {}],
    ['next page', {}, series],
    ['first page of a route', { route: 'volume' }],
    ['next page of a route', { route: 'volume' }, volume],
    ['first page of a holder', { holderId }],
    ['next page of a holder', { holderId }, series],
    ['first page of a holder in a route', { holderId, route: 'volume' }],
    ['next page of a holder in a route', { holderId, route: 'volume' }, volume],
    ['50 ids and a holder', { route: 'series', resourceIds, holderId }],
    ['page before', {}, undefined, volume],
    ['page before of a route', { route: 'volume' }, undefined, volume],
    ['page before of a holder', { holderId }, undefined, volume],
    ['stretch over two routes', {}, series, volume],
    ['stretch of a holder over two routes', { holderId }, series, volume],
    ['stretch in a route', {}, volume, { ...volume, resourceId: nthId(stored) }],
  ];
  const costs: ListCost[] = [];
  for (const [name, filter, after, before] of lists) {
    for (const isFromEnd of [false, true]) {
      let returned = 0;
      const commands = await profiled(opened.database, async () => {
        const query = { filter, after, before, limit: PAGE + 1, isFromEnd };
        returned = (await opened.store.list(query)).length;
      });
      const plan = await planOf(opened.locks as never, commands[0]!);
      costs.push({ name: isFromEnd ? `${name}, from the end` : name, returned, commands, plan });
    }
  }
  return costs;
}
