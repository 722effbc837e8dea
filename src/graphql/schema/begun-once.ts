import { type GraphQLFieldResolver } from 'graphql';
import { type RequestContext } from './request-context';

/** The resolver of a root field; one that has begun for a request is not called again. */
export function begunOnce(
  resolve: GraphQLFieldResolver<unknown, RequestContext>,
): GraphQLFieldResolver<unknown, RequestContext> {
  return (source, args, context, info): unknown =>
    context.begun.get(String(info.path.key)) ?? resolve(source, args, context, info);
}
