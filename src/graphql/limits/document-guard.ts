import { type DocumentNode, type GraphQLSchema, Kind } from 'graphql';
import { type GraphQLLimits } from '../../config/graphql-limits';
import { type OutcomeName } from '../../outcomes/outcomes';
import { createDocumentCheck } from './check-document';
import { type DocumentStore } from './document-store';
import { unauthenticated } from '../errors/errors';
import { outcomeOfThrown } from '../errors/thrown';
import { type RequestContext } from '../schema/request-context';

/** Why a document is rejected. */
export interface Refusal {
  readonly error: unknown;
  /** True when the answer is that of a document whose every field fails. */
  readonly failsEveryField: boolean;
}

/** Resolves to undefined when the document may be validated for the caller. */
export type GuardDocument = (
  source: string,
  context: RequestContext,
) => Promise<Refusal | undefined>;

/** Cheap to validate whatever it says; enough for HTTP audits and a first try by hand. */
const MAX_ANONYMOUS_TOKENS = 64;

/** The longest introspection query of known clients has 184. */
const MAX_INTROSPECTION_TOKENS = 250;

/**
 * Runs before validation, whose rules cost far more than sending a document does. A stored document
 * passes at once. Any other is checked against the limits, and is then validated only for a caller
 * who is signed in; without signing in, only tiny documents and introspection pass.
 */
export function createDocumentGuard(options: {
  limits: GraphQLLimits;
  introspection: boolean;
  store: Pick<DocumentStore, 'has'>;
  schema?: GraphQLSchema;
}): GuardDocument {
  const check = createDocumentCheck(options.limits, options.schema);
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
  if (context.arrival.knownCaller) return undefined;
  try {
    const { kind } = await context.authenticate();
    if (kind === 'authenticated') return undefined;
    note(context, kind);
    return { error: unauthenticated(kind, context), failsEveryField: true };
  } catch (error) {
    const outcome = outcomeOfThrown(error);
    note(context, outcome);
    if (outcome === 'fault') context.reportFault(error);
    return { error, failsEveryField: true };
  }
}

function isTiny({ tokenCount }: DocumentNode): boolean {
  return tokenCount !== undefined && tokenCount <= MAX_ANONYMOUS_TOKENS;
}

const INTROSPECTION_FIELDS: ReadonlySet<string> = new Set(['__schema', '__type', '__typename']);

/** True when every operation selects introspection fields only. */
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

function note({ outcomes }: RequestContext, outcome: OutcomeName): void {
  outcomes.push({ operation: 'none', outcome, userId: undefined });
}
