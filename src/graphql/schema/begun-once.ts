import { type GraphQLFieldResolver } from 'graphql';
import { traceField } from '../../observability/tracing/trace-fields';
import { type RequestContext } from './request-context';

/** The resolver of a root field; one that has begun for a request is not called again. */
export function begunOnce(
  resolve: GraphQLFieldResolver<unknown, RequestContext>,
): GraphQLFieldResolver<unknown, RequestContext> {
  const begin = traceField(resolve);
  return (source, args, context, info): unknown =>
    context.begun.get(String(info.path.key)) ?? begin(source, args, context, info);
}
