import { type Agenda } from './agenda';
import { ROUND_SIZE, type SendRenewals } from './heartbeat';
import { LockFault } from './lock-fault';
import { type GrantKey, type RenewOutcome } from './lock-types';
import { type Page } from './page';
import { type TabGroup } from './tab-group';
import { type SentOutcome, type TabMessage } from './tab-message';
import { toLockFault } from './to-fault';

/** How long the leader gathers what the other tabs want renewed. */
const GATHER_MS = 50;
/** A leader that does not take a question this soon is frozen or gone; and one that took it, so soon. */
const TAKEN_MS = 500;
const ANSWERED_MS = 12_000;

type Answers = readonly (RenewOutcome | LockFault)[];
interface Asked {
  readonly grants: readonly GrantKey[];
  readonly answer: (answers: Answers) => void;
}

/** Renewals that the leader sends for all tabs of a user, as one request. */
export interface SharedRenewals {
  readonly send: SendRenewals;
  readonly heard: (message: TabMessage) => void;
  /** Another tab leads: what the last one was asked is asked anew. */
  readonly move: () => void;
}

/** Creates renewals over the tab's own, which is used while it leads, and when the leader is silent. */
export function createSharedRenewals(deps: {
  send: SendRenewals;
  /** Starts a round of this tab's own grants. */
  join: () => void;
  group: () => TabGroup;
  page: Pick<Page, 'isHidden'>;
  agenda: Agenda;
}): SharedRenewals {
  const { send, join, group, page, agenda } = deps;
  const waiting = new Map<string, { taken: () => void; answer: (answers?: Answers) => void }>();
  let gathered: Asked[] = [];
  let timeoutMs = Infinity;
  let count = 0;

  const gather = (asked: Asked, withinMs: number): void => {
    gathered.push(asked);
    timeoutMs = Math.min(timeoutMs, withinMs);
    if (gathered.length > 1) return;
    // The timers of a hidden page may run once a minute, which no short lease survives.
    if (page.isHidden()) void flush();
    else agenda.after(waiting, GATHER_MS, () => void flush());
    group().post({ kind: 'beat' });
    join();
  };
  const flush = async (): Promise<void> => {
    const all = gathered;
    const grants = all.flatMap((asked) => asked.grants);
    const within = timeoutMs;
    gathered = [];
    timeoutMs = Infinity;
    const answers: (RenewOutcome | LockFault)[] = [];
    for (let from = 0; from < grants.length; from += ROUND_SIZE) {
      const part = grants.slice(from, from + ROUND_SIZE);
      answers.push(
        ...(await send(part, within).catch((error) => part.map(() => toLockFault(error)))),
      );
    }
    let at = 0;
    for (const asked of all) asked.answer(answers.slice(at, (at += asked.grants.length)));
  };
  /** Resolves with undefined when the leader does not take the question. */
  const askLeader = (grants: readonly GrantKey[]): Promise<Answers | undefined> =>
    new Promise((resolve) => {
      const id = `${(count += 1)}`;
      const answer = (answers?: Answers): void => {
        agenda.clear(answer);
        waiting.delete(id);
        resolve(answers);
      };
      const giveUpIn = (ms: number): void => agenda.after(answer, ms, () => answer());
      giveUpIn(TAKEN_MS);
      waiting.set(id, { taken: () => giveUpIn(ANSWERED_MS), answer });
      group().post({ kind: 'renew', id, body: grants });
    });

  return {
    send: async (grants, withinMs) => {
      const role = group().role();
      if (role === 'leader') return new Promise((answer) => gather({ grants, answer }, withinMs));
      const answers = role === 'follower' ? await askLeader(grants) : undefined;
      return answers ?? send(grants, withinMs);
    },
    heard: ({ kind, from: to, id, body }) => {
      if (kind === 'renew' && group().role() === 'leader') {
        group().post({ kind: 'taken', to, id });
        if (id === undefined) return;
        const answer = (answers: Answers): void =>
          group().post({ kind: 'renewed', to, id, body: answers.map(pack) });
        gather({ grants: body as GrantKey[], answer }, 5_000);
      } else if (kind === 'taken') waiting.get(id!)?.taken();
      else if (kind === 'renewed') waiting.get(id!)?.answer((body as SentOutcome[]).map(unpack));
    },
    move: () => waiting.forEach(({ answer }) => answer()),
  };
}

function pack(answer: RenewOutcome | LockFault): SentOutcome {
  if (!(answer instanceof LockFault)) return answer;
  // The cause stays behind, which may not be cloned: it is not among what is copied.
  return { fault: [answer.kind, answer.message, { ...answer }] };
}

function unpack(sent: SentOutcome): RenewOutcome | LockFault {
  return 'fault' in sent ? new LockFault(...sent.fault) : sent;
}
