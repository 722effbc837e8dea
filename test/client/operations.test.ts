import * as generated from '../../src/client/generated/operations';
import { createDocumentCheck } from '../../src/graphql/limits/check-document';
import { DEFAULT_LIMITS } from '../support/test-config';

const documents = Object.entries(generated).filter(([name]) => name.endsWith('Document'));

it.each(documents)('%s is within the limits of a gateway', (_name, document) => {
  expect(createDocumentCheck(DEFAULT_LIMITS.graphql)(String(document))).toMatchObject({
    document: {},
  });
});
