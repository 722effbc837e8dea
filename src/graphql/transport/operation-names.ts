/** What begins the name of an operation in a message of the protocol's implementation. */
const NAMED = /^\{"id":"(\d+):/;

/**
 * Gives every operation of one connection a name of its own. A client can use an id again as soon as
 * it has completed the operation, which may still be beginning then, or ending: by the id alone the
 * protocol's implementation would take one for the other, and lose sight of both.
 */
export class OperationNames {
  private readonly current = new Map<string, string>();
  private last = 0;

  /** A message of the client under the name of its operation; undefined: the id is in use. */
  received(text: string): string | undefined {
    const message = parsed(text);
    const { id } = message;
    if (typeof id !== 'string' || id === '') return text;
    const name = this.current.get(id);
    if (message['type'] === 'complete') this.current.delete(id);
    else if (message['type'] === 'subscribe') {
      if (name !== undefined) return undefined;
      return JSON.stringify({ ...message, id: this.begin(id) });
    }
    return JSON.stringify({ ...message, id: name ?? `0:${id}` });
  }

  /** The last message of an operation, or one that is about none, as the client is to get it. */
  sent(text: string): string {
    const [, number] = NAMED.exec(text) ?? [];
    if (number === undefined) return text;
    const { id: name } = JSON.parse(text) as { id: string };
    const id = idOf(name);
    if (this.current.get(id) === name) this.current.delete(id);
    return text.replace(`${number}:`, '');
  }

  private begin(id: string): string {
    const name = `${(this.last += 1)}:${id}`;
    this.current.set(id, name);
    return name;
  }
}

/** The id that the client gave an operation. */
export function idOf(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** A text that is no object has no id, and is left to the protocol, which refuses it. */
function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
