import { readFileSync } from 'node:fs';
import { type Bench, type Scenario } from '../bench-context';
import { toRow, type Row } from '../rows';
import { GATEWAY, startGateway } from '../servers/gateway';

/** Resident size of a process in MiB, as Linux reports it. */
function residentMib(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1]) / 1024;
}

/** Resident size of the gateway after 200,000 and after 2,000,000 acquires of new locks. */
export const memory: Scenario = {
  name: 'memory',
  async run(bench: Bench) {
    const gateway = await startGateway(bench, 'memory_gateway');
    const rows: Row[] = [];
    let sent = 0;
    for (const total of [200_000, 2_000_000]) {
      const result = await bench.load.run({
        port: gateway.port,
        workload: 'rest-acquire',
        connections: 64,
        prefix: `m${total}`,
        warmUpMs: 0,
        until: { requests: total - sent },
      });
      sent = total;
      const row = toRow('memory', `${GATEWAY} after ${total}`, [result]);
      rows.push({ ...row, rssMib: residentMib(gateway.pid) });
    }
    await gateway.stop();
    return rows;
  },
};
