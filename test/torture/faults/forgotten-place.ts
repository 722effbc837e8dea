import { fillOplog } from '../../support/fill-oplog';
import { type ReplicaSet } from '../../support/system/replica-set';
import { type Fault } from './fault';

/**
 * The gateways that record cannot reach the database until its oplog has forgotten where their streams
 * were; the others go on changing locks meanwhile.
 */
export const forgetPlace: Fault = async ({ set, recording }) => {
  await set.waitForPrimary();
  // The oplog keeps what was written since the last checkpoint.
  await checkpointEvery(1, set);
  const proxies = recording.flatMap((gateway) => [...gateway.proxies.values()]);
  for (const proxy of proxies) proxy.sever('reset');
  try {
    await fillOplog(set.uri, set.nodes.length);
  } finally {
    for (const proxy of proxies) proxy.mend();
    await checkpointEvery(60, set);
  }
  return `${recording.length} gateways cut off`;
};

async function checkpointEvery(seconds: number, { nodes }: ReplicaSet): Promise<void> {
  const command = { setParameter: 1, syncdelay: seconds };
  await Promise.all(nodes.map((node) => node.command(command)));
}
