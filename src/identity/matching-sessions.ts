import { type UserFields } from './user-fields';

type Path = readonly string[];
type Expression = string | null | readonly Expression[] | { readonly [key: string]: Expression };

/** The field under which a read document carries the sessions that were asked for. */
export const SESSIONS = '__matchingSessions';

/**
 * Asks the database for those sessions of a user alone whose token is among the wanted ones: the
 * path of the token as it is in the document, every list on it without its other elements, each
 * token with its expiry. No document can make it fail.
 */
export function matchingSessions(
  { token, expiry }: Pick<UserFields, 'token' | 'expiry'>,
  tokens: readonly string[],
): Expression {
  return new Pruning(tokens).within('$$ROOT', token.split('.'), expiry?.split('.'));
}

/** Builds one expression, with a name of its own for each variable in it. */
class Pruning {
  private readonly wanted: Expression;
  private variables = 0;

  constructor(tokens: readonly string[]) {
    // As a literal, since a token may begin with a dollar sign.
    this.wanted = { $literal: tokens };
  }

  /** What of a value belongs to a wanted token; null when nothing does. */
  within(value: string, [name, ...token]: Path, expiry: Path | undefined): Expression {
    if (name === undefined) {
      // A subset of a constant is looked up by hash, whatever the number of tokens.
      return { $cond: [{ $setIsSubset: [[value], this.wanted] }, value, null] };
    }
    const isShared = expiry?.[0] === name;
    const child = this.ofListOrOne(
      `${value}.${name}`,
      token,
      isShared ? expiry.slice(1) : undefined,
    );
    return this.unlessEmpty(child, null, (kept) => ({
      [name]: kept,
      ...(expiry && !isShared ? nested(expiry, `${value}.${expiry.join('.')}`) : {}),
    }));
  }

  private ofListOrOne(value: string, token: Path, expiry: Path | undefined): Expression {
    const element = this.variable();
    const kept = this.variable();
    const ofElement = this.within(`$$${element}`, token, expiry);
    // A query looks into a list, but not into a list that is an element of it.
    const each = token.length === 0 ? ofElement : { $cond: [isArray(element), null, ofElement] };
    const list = {
      $filter: {
        input: { $map: { input: value, as: element, in: each } },
        as: kept,
        cond: { $ne: [`$$${kept}`, null] },
      },
    };
    return {
      $cond: [
        { $isArray: [value] },
        this.unlessEmpty(list, [], (elements) => elements),
        this.within(value, token, expiry),
      ],
    };
  }

  private unlessEmpty(
    expression: Expression,
    empty: Expression,
    then: (value: string) => Expression,
  ): Expression {
    const name = this.variable();
    const value = `$$${name}`;
    return {
      $let: {
        vars: { [name]: expression },
        in: { $cond: [{ $eq: [value, empty] }, null, then(value)] },
      },
    };
  }

  private variable(): string {
    this.variables += 1;
    return `v${this.variables}`;
  }
}

function isArray(variable: string): Expression {
  return { $isArray: [`$$${variable}`] };
}

function nested([name, ...rest]: Path, value: string): Record<string, Expression> {
  return name === undefined ? {} : { [name]: rest.length === 0 ? value : nested(rest, value) };
}
