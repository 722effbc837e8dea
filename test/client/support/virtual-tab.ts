import { assembleClient } from '../../../src/client/assemble';
import { type LockClient, type LockClientOptions } from '../../../src/client/lock-client';
import { Listeners } from '../../../src/client/listeners';
import { type Page } from '../../../src/client/page';
import { type Ports } from '../../../src/client/ports';
import { type TabStore } from '../../../src/client/tab-session';
import { ALICE, type VirtualGateway } from './virtual-gateway';
import { type TabLinks } from '../../../src/client/tab-group';
import { type VirtualTime } from './virtual-time';

/** A tab whose page a test loads, leaves and uses. */
export class VirtualTab {
  readonly reported: unknown[] = [];
  isHidden = false;
  /** Who is signed in, in all that is sent from now on. */
  user: typeof ALICE;
  client!: LockClient;
  private readonly kept = new Map<string, string>();
  private events!: Record<'wake' | 'leave' | 'return' | 'input', Listeners>;
  private ids = 0;
  private unload = (): void => {};
  /** What is due once the page runs again; null while it runs. */
  private frozen: (() => void)[] | null = null;

  constructor(
    readonly time: VirtualTime,
    readonly gateway: VirtualGateway,
    private readonly options: Partial<LockClientOptions> & {
      readonly random?: () => number;
      readonly user?: typeof ALICE;
      readonly name?: string;
      /** Those of the browser, for tabs that find each other. */
      readonly links?: TabLinks;
      /** Another gateway address for each client, since places in the store count up. */
      readonly url?: string;
    } = {},
  ) {
    this.user = options.user ?? ALICE;
    this.load();
  }

  /** A new page in the tab: of the one before nothing runs any more, though what it sent arrives. */
  load(): LockClient {
    this.unload();
    let isGone = false;
    this.unload = () => {
      isGone = true;
    };
    const run = (what: () => void): void => {
      if (this.frozen) this.frozen.push(() => run(what));
      else if (!isGone) what();
    };
    const unlessGone = <Answer>(answer: Promise<Answer>): Promise<Answer> =>
      new Promise((resolve, reject) => {
        answer.then(
          (value) => run(() => resolve(value)),
          (error: Error) => run(() => reject(error)),
        );
      });
    const { random = () => 0.5, name = 'tab', url, links, ...options } = this.options;
    const ports: Ports = {
      ...this.time.ports,
      setTimer: (due, ms) => this.time.ports.setTimer(() => run(due), ms),
      fetch: (input, init) => unlessGone(this.gateway.fetchAs(this.user)(input, init)),
      random,
      newId: () => `${name}${(this.ids += 1)}`.padEnd(12, '0'),
      reportError: (error) => void this.reported.push(error),
    };
    const [wake, leave, back, input] = Array.from({ length: 4 }, () => new Listeners(ports));
    this.events = { wake: wake!, leave: leave!, return: back!, input: input! };
    const page: Page = {
      isHidden: () => this.isHidden,
      onWake: wake!.add,
      onLeave: leave!.add,
      onReturn: back!.add,
      onInput: input!.add,
      close: () => {},
    };
    const store: TabStore = {
      getItem: (key) => this.kept.get(key) ?? null,
      setItem: (key, value) => void this.kept.set(key, value),
      removeItem: (key) => void this.kept.delete(key),
    };
    this.client = assembleClient(
      { url: url ?? '/graphql', webSocket: false, ...options },
      { ports, page, store, links: links && ofThisPage(links, { run, unlessGone }) },
    );
    return this.client;
  }

  /** The page is not run any more, but keeps what it has, as when the browser suspends it. */
  freeze(): void {
    this.frozen ??= [];
  }

  /** The page runs again, and catches up. */
  thaw(): void {
    const due = this.frozen ?? [];
    this.frozen = null;
    for (const one of due) one();
  }

  wake(): void {
    this.events.wake.tell();
  }

  /** The page is left; without a `load` it may come back. */
  leave(): void {
    this.events.leave.tell();
  }

  comeBack(): void {
    this.events.wake.tell();
    this.events.return.tell();
  }

  input(): void {
    this.events.input.tell();
  }
}

/** The links of a page that may be frozen or gone. */
function ofThisPage(
  links: TabLinks,
  page: {
    run: (what: () => void) => void;
    unlessGone: <Answer>(answer: Promise<Answer>) => Promise<Answer>;
  },
): TabLinks {
  const request = (...args: Parameters<TabLinks['locks']['request']>): Promise<unknown> =>
    page.unlessGone<unknown>(links.locks.request(...args));
  return {
    locks: { request: request as TabLinks['locks']['request'] },
    open: (name) => {
      const channel = links.open(name);
      return {
        close: () => channel.close(),
        postMessage: (message: unknown) => channel.postMessage(message),
        set onmessage(listener: BroadcastChannel['onmessage']) {
          channel.onmessage = (event) => page.run(() => void listener?.call(null as never, event));
        },
      };
    },
  };
}
