import { type Scenario } from '../bench-context';
import { interleave, overHttp, type Contestant } from '../interleave';
import { startEtcd } from '../servers/etcd';
import { startExpressRedis } from '../servers/express-redis';
import { GATEWAY, startGateway } from '../servers/gateway';
import { HANDWRITTEN, startPeer } from '../servers/peer';
import { startWorker } from '../servers/worker';

interface FloorPlan {
  prefix: string;
  warmUpMs: number;
  measureMs: number;
}

/** New locks over REST, against what people would use instead and against the raw driver. */
export const restAcquire: Scenario = {
  name: 'rest-acquire',
  async run(bench) {
    const gateway = await startGateway(bench, 'acquire_gateway');
    const handwritten = await startPeer(bench, 'rest-handwritten', 'acquire_handwritten');
    const etcd = await startEtcd(bench);
    const redis = await startExpressRedis(bench);
    const floor = await startWorker<FloorPlan>('peers/raw-driver.ts', {
      logDir: bench.tempDir,
      env: { MONGODB_URI: bench.mongod.uri('acquire_floor') },
    });
    const { measureMs } = bench.options;
    const contestants: (Contestant | null)[] = [
      overHttp(bench, GATEWAY, { port: gateway.port, workload: 'rest-acquire' }),
      overHttp(bench, HANDWRITTEN, { port: handwritten.port, workload: 'rest-acquire' }),
      etcd && overHttp(bench, 'etcd', { port: etcd.port, workload: 'etcd' }),
      redis && overHttp(bench, 'express-redis', { port: redis.port, workload: 'rest-acquire' }),
      { server: 'raw driver', measure: (phase) => floor.run({ ...phase, measureMs }) },
    ];
    const rows = await interleave(
      bench,
      'rest-acquire',
      contestants.filter((contestant) => contestant !== null),
    );
    for (const server of [gateway, handwritten, etcd, redis, floor]) await server?.stop();
    return rows;
  },
};
