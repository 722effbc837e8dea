import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Which folder of src may import which (besides itself). What is not listed may not be imported. */
const rooms = {
  config: [],
  domain: [],
  'group-commit': [],
  storage: ['domain', 'group-commit'],
  identity: ['domain', 'group-commit'],
  graphql: ['domain'],
  rest: ['domain'],
  embedded: ['storage', 'identity'],
  server: [
    'config',
    'domain',
    'group-commit',
    'storage',
    'identity',
    'graphql',
    'rest',
    'embedded',
  ],
};

const everyRoom = Object.keys(rooms);

/** The one thing that any room but the domain and the group commit may read of the settings. */
const timeBudget = '../config/time-budget';
const roomsWithTime = ['storage', 'identity', 'graphql', 'rest'];

/** Domain rules know no transport and no database; frameworks stay in the rooms made for them. */
const frameworks = ['express', 'graphql', 'type-graphql', 'mongoose', '@apollo/*', 'pino', 'zod'];

const roomRules = everyRoom.map((room) => ({
  files: [`src/${room}/**/*.ts`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: [
              '../main',
              ...(room === 'domain' || room === 'group-commit' ? frameworks : []),
              ...everyRoom
                .filter((other) => other !== room && !rooms[room].includes(other))
                .map((other) => `../${other}/*`),
              ...(roomsWithTime.includes(room) ? [`!${timeBudget}`] : []),
            ],
            message: `src/${room} may import only: ${rooms[room].join(', ') || 'nothing of ours'}.`,
          },
        ],
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['dist', 'test/generated', '**/*.cjs'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { project: './tsconfig.json' } },
    rules: {
      // A forgotten await turns a refused write into a success nobody checked.
      '@typescript-eslint/no-floating-promises': 'error',
      // Every union of outcomes is answered in full at both doors.
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    // The entry is the only place that reads the environment or ends the process.
    files: ['src/**/*.ts'],
    ignores: ['src/main.ts', 'src/require-node.ts', 'src/graphql/emit-schema.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only main.ts reads the environment.' },
        { object: 'process', property: 'exit', message: 'Only main.ts ends the process.' },
      ],
    },
  },
  ...roomRules,
);
