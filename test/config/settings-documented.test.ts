import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type z } from 'zod';
import { environment, loadConfig, SETTINGS } from '../../src/config/config';
import { httpSettings } from '../../src/config/http-identity-config';
import { jwtSettings } from '../../src/config/jwt-identity-config';
import { limitSettings } from '../../src/config/limits-config';
import { mongoSettings } from '../../src/config/mongo-identity-config';
import { webhookSettings } from '../../src/config/webhook-config';

interface Row {
  readonly name: string;
  /** `none`, `required`, or a value as it would be set; what follows explains it. */
  readonly documented: string;
}

const README = readFileSync(join(__dirname, '../../src/config/README.md'), 'utf8');
const rows: Row[] = [...README.matchAll(/^\| `(\w+)` +\| (?:`([^`]+)`|(none|required))/gm)].map(
  ([, name = '', value, word]) => ({ name, documented: value ?? word ?? '' }),
);

const types: Readonly<Record<string, z.ZodType>> = {
  ...environment.shape,
  ...limitSettings.shape,
  ...webhookSettings.shape,
  ...mongoSettings.shape,
  ...jwtSettings.shape,
  ...httpSettings.shape,
};

/** Settings with which the default of a row takes effect. */
function environmentOf(name: string): Record<string, string> {
  if (name.startsWith('JWT_')) return { IDENTITY: 'jwt', JWT_JWKS_URL: 'https://sso.example/keys' };
  if (name.startsWith('ME_')) return { IDENTITY: 'http', ME_URL: 'https://admin.example/me' };
  return {};
}

function configOf(env: Record<string, string>): object {
  return { ...loadConfig(env), warnings: [] };
}

it('every setting has one row, and no row is without its setting', () => {
  expect(rows.map(({ name }) => name).sort()).toEqual([...new Set(SETTINGS)].sort());
});

describe('the documented default is the real one', () => {
  const withValue = rows.filter(({ documented }) => !['none', 'required'].includes(documented));

  it.each(withValue)('$name: $documented', ({ name, documented }) => {
    const env = environmentOf(name);
    expect(configOf({ ...env, [name]: documented })).toEqual(configOf(env));
    const ofType = types[name]?.parse(undefined);
    if (ofType !== undefined) expect(types[name]?.parse(documented)).toEqual(ofType);
  });

  it.each(rows.filter(({ documented }) => documented === 'none'))('$name: none', ({ name }) => {
    const unset = types[name]!.parse(undefined);
    expect(unset === undefined || (Array.isArray(unset) && unset.length === 0)).toBe(true);
  });

  it.each(rows.filter(({ documented }) => documented === 'required'))(
    '$name: required',
    ({ name }) => {
      expect(types[name]!.safeParse(undefined).success).toBe(false);
    },
  );
});
