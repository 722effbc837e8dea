import { type LockMethods } from '../../src/react-admin/lock-methods';
import { ALICE, VirtualGateway } from '../client/support/virtual-gateway';
import { VirtualTime } from '../client/support/virtual-time';
import { importExample, removeExamples } from '../react/support/readme-examples';

afterAll(removeExamples);

it('the example of the README locks by the route and the ids that it says', async () => {
  const time = new VirtualTime();
  const gateway = new VirtualGateway(time);
  const fetch = jest.spyOn(globalThis, 'fetch').mockImplementation(gateway.fetchAs(ALICE));
  const { dataProvider } = importExample<{ dataProvider: LockMethods }>(
    'src/react-admin/README.md',
    'ts',
    { 'rest-provider.ts': 'export const restProvider = { getOne: () => Promise.resolve({}) };' },
  );
  const locking = dataProvider.lock('volumes', { id: 7, identity: 'alice' });
  await time.pass(100);
  const { data } = await locking;
  expect([data.id, data.recordId, data.identity]).toEqual(['volume/7', 7, 'alice']);
  const listing = dataProvider.getLocks('volumes');
  await time.pass(100);
  expect((await listing).data.map(({ recordId }) => recordId)).toEqual([7]);
  const unlocking = dataProvider.unlock('volumes', { id: 7 });
  await new Promise((resolve) => setTimeout(resolve));
  await time.pass(100);
  await unlocking;
  expect(gateway.recordOf('volume', '7')).toBeUndefined();
  fetch.mockRestore();
});
