import { type LoadPlan } from './load-plan';
import { runLoad } from './run-load';

// A separate process, so that the load never shares an event loop with the bench or a server.
process.on('message', (plan: LoadPlan) => {
  runLoad(plan).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.once('disconnect', () => process.exit(0));
process.send?.({ ready: true });
