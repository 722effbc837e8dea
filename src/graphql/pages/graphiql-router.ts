import { type Router } from 'express';
import { bundledPageRouter, PageFiles } from '../../http/bundled-page';
import { GRAPHIQL_PATH, graphiqlPage } from './graphiql-page';
import { sampleOperations } from './sample-operations';

/** The script and the style of GraphiQL. */
export const GRAPHIQL_FILES = new PageFiles('graphiql');

/** Serves GraphiQL, for where Apollo Sandbox cannot be loaded. */
export function graphiqlRouter(options: { hasDemoUsers: boolean; files?: PageFiles }): Router {
  return bundledPageRouter({
    path: GRAPHIQL_PATH,
    files: options.files ?? GRAPHIQL_FILES,
    html: graphiqlPage({ operations: sampleOperations(options) }),
    otherwise: (_request, _response, next) => next(),
  });
}
