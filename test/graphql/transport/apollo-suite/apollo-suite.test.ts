/** @jest-environment ./test/graphql/transport/apollo-suite/environment.ts */
import { defineIntegrationTestSuite } from '@apollo/server-integration-testsuite';
import { serveApollo } from './serve-apollo';

// The schema has neither @defer nor @stream.
defineIntegrationTestSuite(serveApollo, { noIncrementalDelivery: true });
