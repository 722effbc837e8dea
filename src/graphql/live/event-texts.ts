import {
  type DocumentNode,
  execute,
  type ExecutionResult,
  type GraphQLFormattedError,
  parse,
} from 'graphql';
import { type Caller } from '../../domain/caller';
import { type LockEvent } from '../../domain/lock-event';
import { getSchema } from '../schema/schema';
import { viewerKind } from '../schema/to-event';
import { type ViewerContext } from '../schema/viewer-context';
import { type EventDocument } from './event-document';
import { RenderedTexts } from './rendered-texts';

/** The memory of the texts: those of a few thousand events in a few selections. */
const MAX_BYTES = 16 * 1024 * 1024;

/** What an event is for one subscriber: the JSON text of the result of the execution. */
export type EventText = (event: LockEvent, viewer: Caller) => Buffer;

export interface EventTextsOptions {
  /** What callers see of errors; reports faults. */
  readonly showErrors: (errors: NonNullable<ExecutionResult['errors']>) => GraphQLFormattedError[];
  readonly maxBytes?: number;
}

/**
 * Executes subscriptions: once for each event, selection and kind of viewer, however many subscribers
 * are told of it. An execution and its text cost 50 times as much as a look at what is there already.
 */
export class EventTexts {
  private readonly texts: RenderedTexts;
  private readonly plans = new Map<string, Plan>();
  private nextId = 0;

  constructor(private readonly options: EventTextsOptions) {
    this.texts = new RenderedTexts(options.maxBytes ?? MAX_BYTES);
  }

  /** How many different selections are subscribed to. */
  get size(): number {
    return this.plans.size;
  }

  /** Begins to serve a subscription; call `release` when it is over. */
  of(document: EventDocument): { text: EventText; release: () => void } {
    let plan = this.plans.get(document.key);
    if (!plan) {
      plan = planOf(document, (this.nextId += 1));
      this.plans.set(document.key, plan);
    }
    const shared = plan;
    shared.users += 1;
    return {
      text: (event, viewer) => this.textOf(shared, event, viewer),
      release: () => {
        shared.users -= 1;
        if (shared.users === 0) this.plans.delete(document.key);
      },
    };
  }

  private textOf(plan: Plan, event: LockEvent, viewer: Caller): Buffer {
    const { id, keys } = plan;
    const kind = viewerKind(event, viewer);
    let key = keys.get(kind);
    if (key === undefined) keys.set(kind, (key = `${id} ${kind}`));
    const known = this.texts.get(event, key);
    if (known !== undefined) return known;
    const text = Buffer.from(this.render(plan, event, viewer));
    this.texts.set(event, key, text);
    return text;
  }

  private render(
    { document, operationName, variables }: Plan,
    event: LockEvent,
    viewer: Caller,
  ): string {
    const contextValue: ViewerContext = { viewer };
    const result = execute({
      ...{ schema: getSchema(), document, operationName, contextValue, rootValue: event },
      variableValues: variables,
    });
    // No field of an event waits for anything, so that all texts are made in one turn.
    if (result instanceof Promise) throw new Error('an event cannot wait');
    const { errors, data } = result;
    if (!errors) return JSON.stringify({ data });
    return JSON.stringify({ errors: this.options.showErrors(errors), data });
  }
}

interface Plan extends Pick<EventDocument, 'operationName' | 'variables'> {
  readonly document: DocumentNode;
  readonly id: number;
  /** By kind of viewer: made once, because making one costs more than finding a text by it. */
  readonly keys: Map<string, string>;
  users: number;
}

function planOf({ source, operationName, variables }: EventDocument, id: number): Plan {
  const document = parse(source, { noLocation: true });
  return { document, operationName, variables, id, keys: new Map(), users: 0 };
}
