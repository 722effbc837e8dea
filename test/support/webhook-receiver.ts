import { type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { type Config } from '../../src/config/config';
import { loadConfig } from '../../src/config/config';
import { type HistoryType } from '../../src/domain/lock-history';
import { startLocalServer } from './local-server';
import { waitUntil } from './wait-until';

/** The secret of a receiver. */
export const WEBHOOK_SECRET = `whsec_${Buffer.from('the secret of all the tests').toString('base64')}`;

/** What a post says. */
export interface PostedEvent {
  readonly id: string;
  readonly type: HistoryType;
  readonly at: string;
  readonly route: string;
  readonly resourceId: string;
  readonly fencingToken: number;
  readonly holder: { readonly id: string; readonly username: string };
}

/** One post that arrived, whether it was taken or not. */
export interface ReceivedPost {
  readonly webhookId: string;
  readonly event: PostedEvent;
  readonly headers: IncomingMessage['headers'];
  readonly atMs: number;
}

/** A receiver that verifies every post by the library of the specification. */
export interface WebhookReceiver {
  readonly url: string;
  /** All that arrived, in order. */
  readonly posts: readonly ReceivedPost[];
  /** Those that were answered with 204. */
  readonly taken: readonly ReceivedPost[];
  /** Answers a post; returns the status, or undefined if it has answered or never will. */
  answer: (post: ReceivedPost, response: ServerResponse) => number | undefined;
  /** The taken posts without doubles, once there are so many. */
  untilTaken(count: number, withinMs?: number): Promise<ReceivedPost[]>;
  stop(): Promise<void>;
}

/** Starts a receiver on a free port, which takes everything at first. */
export async function startWebhookReceiver(secret = WEBHOOK_SECRET): Promise<WebhookReceiver> {
  const posts: ReceivedPost[] = [];
  const taken: ReceivedPost[] = [];
  const webhook = new Webhook(secret);
  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const { headers } = request;
    const event = webhook.verify(body, headers as Record<string, string>) as PostedEvent;
    const webhookId = String(headers['webhook-id']);
    const post = { webhookId, event, headers, atMs: performance.now() };
    posts.push(post);
    const status = receiver.answer(post, response);
    if (status === 204) taken.push(post);
    if (status !== undefined) response.writeHead(status).end();
  };
  const server = await startLocalServer((request, response) => {
    receive(request, response).catch((error: unknown) => {
      response.writeHead(500).end();
      throw error;
    });
  });
  const receiver: WebhookReceiver = {
    ...{ url: `${server.url}/hook`, posts, taken },
    answer: () => 204,
    untilTaken: (count, withinMs = 20_000) =>
      waitUntil({
        ...{ what: `${count} taken webhooks`, withinMs, everyMs: 20 },
        ask: () => {
          const different = withoutDoubles(taken);
          return Promise.resolve(different.length >= count ? different : undefined);
        },
      }),
    stop: () => server.stop(),
  };
  return receiver;
}

/** The first post of each event, in order. */
export function withoutDoubles(posts: readonly ReceivedPost[]): ReceivedPost[] {
  const first = new Map<string, ReceivedPost>();
  for (const post of posts) if (!first.has(post.webhookId)) first.set(post.webhookId, post);
  return [...first.values()];
}

/** The configuration that posts to a receiver. */
export function postingTo({ url }: Pick<WebhookReceiver, 'url'>): Pick<Config, 'webhooks'> {
  const { webhooks } = loadConfig({ WEBHOOK_URL: url, WEBHOOK_SECRET: WEBHOOK_SECRET });
  return { webhooks };
}
