import graphql from '@graphql-eslint/eslint-plugin';
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const CODE = ['**/*.ts', '**/*.tsx'];

/** The recommendations for a schema and Relay's conventions; each exception has its reason. */
const schemaRules = {
  files: ['schema/schema.graphql'],
  plugins: { '@graphql-eslint': graphql },
  languageOptions: {
    parser: graphql.parser,
    parserOptions: { graphQLConfig: { schema: 'schema/schema.graphql' } },
  },
  rules: {
    ...graphql.configs['flat/schema-recommended'].rules,
    ...graphql.configs['flat/schema-relay'].rules,
    '@graphql-eslint/require-description': [
      'error',
      {
        types: true,
        rootField: true,
        DirectiveDefinition: true,
        EnumValueDefinition: true,
        FieldDefinition: true,
        InputValueDefinition: true,
      },
    ],
    '@graphql-eslint/strict-id-in-types': [
      'error',
      {
        exceptions: {
          // Answers and parts of a list are what happened and where: they are no things with an id.
          types: [
            'LockAcquired',
            'LockConflict',
            'LockEvent',
            'LockHeld',
            'LockHistoryGap',
            'LockLost',
            'LockNotFound',
            'LockQueued',
            'LockRemoved',
            'LockRenewed',
            'LockTakenOver',
            'LockWaiter',
            'PageInfo',
            // There is one viewer a client; with the id of its user a cache would mix the two.
            'Viewer',
          ],
          suffixes: ['Connection', 'Edge', 'Payload'],
        },
      },
    ],
    '@graphql-eslint/relay-edge-types': [
      'error',
      {
        withEdgeSuffix: true,
        // `node(id:)` would have to find users as well, and where users are known by their token
        // alone, none can be found by id. Relay needs it only to refetch; `record` does that here.
        shouldImplementNode: false,
        // `nodes` was there before the conventions were kept whole, `records` answers one by one what
        // it is asked, and permissions are texts.
        listTypeCanWrapOnlyEdgeType: false,
      },
    ],
    // A history is read from its newest entry on: `lockHistory` has no `last` and `before`.
    '@graphql-eslint/relay-arguments': ['error', { includeBoth: false }],
    // `username` is the field's word, and not a name that repeats its type.
    '@graphql-eslint/no-typename-prefix': 'off',
  },
};

export default tseslint.config(
  { ignores: ['dist', '**/generated', '**/*.cjs'] },
  { files: CODE, ...js.configs.recommended },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ files: CODE, ...config })),
  {
    files: CODE,
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './.tsconfig.browser.json', './.tsconfig.browser-tests.json'],
      },
    },
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
    ignores: ['src/main.ts', 'src/require-node.ts', 'src/graphql/schema/emit-schema.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only main.ts reads the environment.' },
        { object: 'process', property: 'exit', message: 'Only main.ts ends the process.' },
      ],
    },
  },
  schemaRules,
);
