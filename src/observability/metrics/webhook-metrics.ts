import { Counter, Gauge, type Registry } from 'prom-client';

/** Receives what happens to webhooks. */
export interface WebhookMeters {
  readonly sending: () => void;
  readonly resting: () => void;
  readonly delivered: () => void;
  /** A post was not taken, for one of the `reasons`. */
  readonly failed: (why: string) => void;
  readonly deadLetter: () => void;
  readonly interrupted: () => void;
}

/** Measures the webhooks that this gateway sends. */
export function measureWebhooks(
  registry: Registry,
  state: {
    /** How many locks have events that are not done with; undefined while another gateway sends. */
    readonly backlog: () => number | undefined;
    /** Why a post can fail; each is there from the start, so that a rate can be taken. */
    readonly reasons: readonly string[];
  },
): WebhookMeters {
  const registers = [registry];
  const counter = (name: string, help: string): Counter => new Counter({ name, help, registers });
  const isSending = new Gauge({
    name: 'lock_gateway_webhooks_sending',
    help: '1 while this gateway is the one that posts webhooks, else 0.',
    registers,
  });
  new Gauge({
    name: 'lock_gateway_webhooks_backlog_locks',
    help: 'Locks with events that are still to be posted; NaN at gateways that do not post.',
    registers,
    collect() {
      this.set(state.backlog() ?? NaN);
    },
  });
  const delivered = counter(
    'lock_gateway_webhooks_delivered_total',
    'Events that the receiver has taken.',
  );
  const failures = new Counter({
    name: 'lock_gateway_webhooks_failed_posts_total',
    help: 'Posts that the receiver has not taken, by reason.',
    labelNames: ['reason'],
    registers,
  });
  for (const reason of state.reasons) failures.inc({ reason }, 0);
  const deadLetters = counter(
    'lock_gateway_webhooks_dead_letters_total',
    'Events that were given up.',
  );
  const interruptions = counter(
    'lock_gateway_webhooks_interruptions_total',
    'Times that the database did not give what is to be posted, after which it is asked again.',
  );
  return {
    sending: () => isSending.set(1),
    resting: () => isSending.set(0),
    delivered: () => delivered.inc(),
    failed: (reason) => failures.inc({ reason }),
    deadLetter: () => deadLetters.inc(),
    interrupted: () => interruptions.inc(),
  };
}
