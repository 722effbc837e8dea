import { type DocumentNode, Kind } from 'graphql';
import { Overloaded, RateLimited } from '../../domain/errors';
import { createDocumentCheck } from './check-document';
import { type DocumentStore } from './document-store';
import { unauthenticated } from '../errors/errors';
import { type GraphQLLimits } from './limits';
import { type RequestContext } from '../schema/request-context';

/** Why a document goes no further. */
export interface Refusal {
  readonly error: unknown;
  /** True when it is answered as a document would be whose every field fails. */
  readonly failsEveryField: boolean;
}

/** Decides whether a document may be validated for the caller; undefined when it may. */
export type GuardDocument = (
  source: string,
  context: RequestContext,
) => Promise<Refusal | undefined>;

/** As long as it is cheap whatever it says: the audits and the first tries of people are shorter. */
const MAX_ANONYMOUS_TOKENS = 64;

/** The longest introspection that clients ask for has 184. */
const MAX_INTROSPECTION_TOKENS = 250;

/**
 * Stands before validation, whose rules cost many times what it costs to send a document. A
 * document that is stored passes at once. Any other is held against the limits first, and then only
 * a caller who is signed in has it validated; who is not may send little more than introspection.
 */
export function createDocumentGuard(options: {
  limits: GraphQLLimits;
  introspection: boolean;
  store: Pick<DocumentStore, 'has'>;
}): GuardDocument {
  const check = createDocumentCheck(options.limits);
  return async (source, context) => {
    if (options.store.has(source)) return undefined;
    const checked = check(source);
    if (checked.kind === 'refused') {
      note(context, checked.outcome);
      return { error: checked.error, failsEveryField: false };
    }
    const { document } = checked;
    if (isTiny(document) || (options.introspection && isIntrospection(document))) return undefined;
    return refuseStranger(context);
  };
}

async function refuseStranger(context: RequestContext): Promise<Refusal | undefined> {
  try {
    const { kind } = await context.authenticate();
    if (kind === 'authenticated') return undefined;
    note(context, kind);
    return { error: unauthenticated(context), failsEveryField: true };
  } catch (error) {
    note(context, outcomeOf(error));
    if (outcomeOf(error) === 'fault') context.reportFault(error);
    return { error, failsEveryField: true };
  }
}

function outcomeOf(error: unknown): string {
  if (error instanceof RateLimited) return 'rateLimited';
  return error instanceof Overloaded ? 'overloaded' : 'fault';
}

function isTiny({ tokenCount }: DocumentNode): boolean {
  return tokenCount !== undefined && tokenCount <= MAX_ANONYMOUS_TOKENS;
}

const INTROSPECTION_FIELDS: ReadonlySet<string> = new Set(['__schema', '__type', '__typename']);

/** True when every operation asks for the schema alone. */
function isIntrospection({ definitions, tokenCount }: DocumentNode): boolean {
  if (tokenCount === undefined || tokenCount > MAX_INTROSPECTION_TOKENS) return false;
  return definitions.every(
    (definition) =>
      definition.kind === Kind.FRAGMENT_DEFINITION ||
      (definition.kind === Kind.OPERATION_DEFINITION &&
        definition.selectionSet.selections.every(
          (selection) =>
            selection.kind === Kind.FIELD && INTROSPECTION_FIELDS.has(selection.name.value),
        )),
  );
}

function note({ outcomes }: RequestContext, outcome: string): void {
  outcomes.push({ operation: 'none', outcome, userId: undefined });
}
