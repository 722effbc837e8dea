import { type UserFields } from './user-fields';

type Path = readonly string[];
type Expression = string | readonly Expression[] | { readonly [key: string]: Expression };

/** The field of a read document that carries the matching sessions. */
export const SESSIONS = '__matchingSessions';

/**
 * A projection of only those sessions of a user whose token is among the given ones: the path of the
 * token with a list at every step, each list reduced to the elements that hold such a token, each
 * token with its expiry. No document can make it fail.
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

/** The next field on the path of the token, and the expiry if it has a different path. */
function fieldsOf(value: string, { token, expiry, tokens }: Search): Record<string, Expression> {
  const [name = '', ...rest] = token;
  const isShared = expiry?.[0] === name;
  const search = { token: rest, expiry: isShared ? expiry.slice(1) : undefined, tokens };
  return {
    [name]: elementsOf(asList(`${value}.${name}`), search),
    ...(expiry && !isShared ? nested(expiry, `${value}.${expiry.join('.')}`) : {}),
  };
}

/** The elements of a list that are or contain one of the tokens. */
function elementsOf(list: Expression, search: Search): Expression {
  const [name] = search.token;
  if (name === undefined) {
    // $setIsSubset of a constant is a hash look-up, whatever the number of tokens. $literal, because
    // a token can start with a dollar sign.
    const cond = { $setIsSubset: [['$$t'], { $literal: search.tokens }] };
    return { $filter: { input: list, as: 't', cond } };
  }
  const element = `e${search.token.length}`;
  // A query does not look into lists nested directly in lists, so neither does this.
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
