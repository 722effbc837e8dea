import { type Bench } from '../bench-context';
import { type Figure } from '../ratios';
import { type Worker } from '../servers/worker';
import { type Command, type CommandName, type Commands } from './load/commands';

/** What every case of a run shares. */
export interface LiveBench extends Omit<Bench, 'load'> {
  readonly subscribers: SubscriberProcess;
}

/** What one case showed. */
export interface Shown {
  readonly rows: readonly LiveRow[];
  readonly figures: readonly Figure[];
}

/** How fast changes reached all who were to be told. */
export interface LiveRow {
  readonly bench: string;
  readonly server: string;
  readonly subscribers: number;
  readonly changesPerSecond: number;
  readonly deliveriesPerSecond: number;
  /** From the answer to a change to its last delivery, in ms; absent where changes wait for deliveries. */
  readonly p50?: number;
  readonly p99?: number;
  readonly errors: number;
}

/** One measurement with its own servers. */
export interface LiveCase {
  readonly name: string;
  readonly run: (bench: LiveBench) => Promise<Shown>;
}

/** The process in which subscribers run, apart from what they measure. */
export class SubscriberProcess {
  constructor(private readonly worker: Worker<Command, unknown>) {}

  /** Has a command carried out. */
  async run<Name extends CommandName>(
    name: Name,
    request: Commands[Name]['request'],
  ): Promise<Commands[Name]['answer']> {
    return (await this.worker.run({ name, request } as Command)) as Commands[Name]['answer'];
  }

  stop(): Promise<void> {
    return this.worker.stop();
  }
}
