import { fillOplog } from '../../support/fill-oplog';
import { type Fault } from './fault';

/**
 * The gateways that record cannot reach the database until its oplog has forgotten where their streams
 * were; the others go on changing locks meanwhile.
 */
export const forgetPlace: Fault = async ({ set, recording }) => {
  await set.waitForPrimary();
  const proxies = recording.flatMap((gateway) => [...gateway.proxies.values()]);
  for (const proxy of proxies) proxy.sever('reset');
  try {
    await fillOplog(set.uri, set.nodes.length);
  } finally {
    for (const proxy of proxies) proxy.mend();
  }
  return `${recording.length} gateways cut off`;
};
