import ipaddr from 'ipaddr.js';
import { BlockList, isIP, isIPv4, isIPv6, type Socket } from 'node:net';
import { type TrustedProxies } from '../../config/limits-config';
import { type RequestHead } from '../request-head';

/** The address that the limits of a request apply to. */
export type ClientAddressOf = (request: RequestHead) => string;

/**
 * The client's address from the connection, or from the part of `X-Forwarded-For` that trusted proxies
 * wrote; what the client itself wrote there is ignored. An IPv6 client is identified by its /64
 * network, since it owns every address in it.
 */
export function clientAddressOf(trusted: TrustedProxies): ClientAddressOf {
  const isTrusted = trustOf(trusted);
  return ({ socket, headers }) => {
    const forwarded = headers['x-forwarded-for'];
    if (typeof forwarded !== 'string') return peerAddressOf(socket);
    let address = plain(socket.remoteAddress ?? '');
    if (!isTrusted(address, 0)) return peerAddressOf(socket);
    const hops = forwarded.split(',');
    for (let hop = 0; hops.length > 0 && isTrusted(address, hop); hop += 1) {
      const before = plain(withoutPort(hops.pop()!.trim()));
      if (isIP(before) === 0) break;
      address = before;
    }
    return holderOf(address);
  };
}

/** A connection keeps its peer, so that only its first request has to parse the address. */
const peerAddresses = new WeakMap<Socket, string>();

/** The address that the limits of a connection apply to: its peer's, even if that is a proxy. */
export function peerAddressOf(socket: Socket): string {
  const known = peerAddresses.get(socket);
  if (known !== undefined) return known;
  const address = holderOf(plain(socket.remoteAddress ?? ''));
  // A destroyed socket no longer knows its peer.
  if (address !== '') peerAddresses.set(socket, address);
  return address;
}

/** A network that a client address lies in, and how many parts of one address it may have. */
export interface Network {
  readonly name: string;
  readonly parts: number;
}

const IPV6_NETWORK = '::/64';

/**
 * What a client address counts for when something is shared: an IPv6 customer has up to a whole /48,
 * so that its networks have somewhat more than one address, but not one part each.
 */
export function networksOf(client: string): readonly Network[] {
  const own = { name: client, parts: 1 };
  if (!client.endsWith(IPV6_NETWORK)) return [own];
  const [first, second, third, fourth = '0'] = client.split(':');
  const site = `${first}:${second}:${third}`;
  const subnets = (parseInt(fourth, 16) & 0xff00).toString(16);
  return [own, { name: `${site}:${subnets}::/56`, parts: 1.5 }, { name: `${site}::/48`, parts: 2 }];
}

/** The widest network of a client address that is one customer's. */
export function siteOf(client: string): string {
  return client.endsWith(IPV6_NETWORK) ? networksOf(client).at(-1)!.name : client;
}

function holderOf(address: string): string {
  return isIPv6(address) ? networkOf(address) : address;
}

function trustOf(trusted: TrustedProxies): (address: string, hop: number) => boolean {
  if (trusted.kind === 'hops') return (_, hop) => hop < trusted.hops;
  const list = new BlockList();
  for (const network of trusted.networks) {
    const [address = '', bits] = network.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => isIP(address) !== 0 && list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** Some proxies add the client's port, brackets around an IPv6 address, or quotes around it all. */
function withoutPort(quoted: string): string {
  const hop = quoted.replaceAll('"', '');
  if (isIP(hop) !== 0) return hop;
  const [, v6, v4] = HOP.exec(hop) ?? [];
  return v6 ?? v4 ?? hop;
}

const HOP = /^(?:\[([\da-f:.]+(?:%\w+)?)\](?::\d{0,5})?|([\d.]+):\d{0,5})$/i;

/** The canonical spelling; a dual-stack socket reports IPv4 clients as IPv4-mapped IPv6 addresses. */
function plain(address: string): string {
  if (isIPv4(address) || !isIPv6(address)) return address;
  return ipaddr.process(address.split('%')[0]!).toString();
}

function networkOf(address: string): string {
  const [head = '', tail] = address.split('%')[0]!.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(missing).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')}${IPV6_NETWORK}`;
}
