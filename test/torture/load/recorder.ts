import { type Call, nowMs, type Outcome, type Request } from '../history';

/** Collects the calls of a run and tells listeners of each as it ends. */
export class Recorder {
  readonly calls: Call[] = [];
  private readonly listeners = new Set<(call: Call) => void>();
  private nextId = 0;

  /** Runs the call and records it with its times and outcome. */
  async record(request: Request, send: () => Promise<Outcome>): Promise<Call> {
    const id = this.nextId++;
    const startMs = nowMs();
    const outcome = await send();
    const call: Call = { ...request, id, startMs, endMs: nowMs(), outcome };
    this.calls.push(call);
    for (const listener of this.listeners) listener(call);
    return call;
  }

  /** Calls the listener for every call that ends from now on, until the returned function is called. */
  listen(listener: (call: Call) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
