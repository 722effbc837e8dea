import { type UserFields } from './user-fields';

type Path = readonly string[];
type Expression = string | readonly Expression[] | { readonly [key: string]: Expression };

/** The field under which a read document carries the sessions that were asked for. */
export const SESSIONS = '__matchingSessions';

/**
 * Asks the database for those sessions of a user alone whose token is among the wanted ones: the
 * path of the token with a list at every step, each list without the elements that hold no wanted
 * token, each token with its expiry. No document can make it fail.
 */
export function matchingSessions(
  { token, expiry }: Pick<UserFields, 'token' | 'expiry'>,
  tokens: readonly string[],
): Expression {
  return fieldsOf('$$ROOT', { token: token.split('.'), expiry: expiry?.split('.'), tokens });
}

interface Search {
  readonly token: Path;
  readonly expiry: Path | undefined;
  readonly tokens: readonly string[];
}

/** Of an object, the field on the way to the token, and the expiry if it is not on that way. */
function fieldsOf(value: string, { token, expiry, tokens }: Search): Record<string, Expression> {
  const [name = '', ...rest] = token;
  const isShared = expiry?.[0] === name;
  const search = { token: rest, expiry: isShared ? expiry.slice(1) : undefined, tokens };
  return {
    [name]: elementsOf(asList(`${value}.${name}`), search),
    ...(expiry && !isShared ? nested(expiry, `${value}.${expiry.join('.')}`) : {}),
  };
}

/** Of a list, the elements that are a wanted token or hold one. */
function elementsOf(list: Expression, search: Search): Expression {
  const [name] = search.token;
  if (name === undefined) {
    // A subset of a constant is looked up by hash, whatever the number of tokens; as a literal,
    // since a token may begin with a dollar sign.
    const cond = { $setIsSubset: [['$$t'], { $literal: search.tokens }] };
    return { $filter: { input: list, as: 't', cond } };
  }
  const element = `e${search.token.length}`;
  // A query looks into a list, but not into a list that is an element of it.
  const fields = {
    $cond: [{ $isArray: [`$$${element}`] }, { [name]: [] }, fieldsOf(`$$${element}`, search)],
  };
  return {
    $filter: {
      input: { $map: { input: list, as: element, in: fields } },
      as: 'kept',
      cond: { $ne: [`$$kept.${name}`, []] },
    },
  };
}

function asList(value: string): Expression {
  return { $cond: [{ $isArray: [value] }, value, [value]] };
}

function nested([name, ...rest]: Path, value: string): Record<string, Expression> {
  return name === undefined ? {} : { [name]: rest.length === 0 ? value : nested(rest, value) };
}
