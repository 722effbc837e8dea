import { type IncomingMessage } from 'node:http';
import { type TrustedProxies } from '../../../src/config/limits-config';
import { clientAddressOf } from '../../../src/http/admission/client-address';

const hops = (count: number): TrustedProxies => ({ kind: 'hops', hops: count });
const networks = (...list: string[]): TrustedProxies => ({ kind: 'networks', networks: list });

it.each<[string, TrustedProxies, string, string | undefined, string]>([
  ['nobody is trusted', hops(0), '10.0.0.1', '1.1.1.1', '10.0.0.1'],
  ['one proxy, and a client that lies', hops(1), '10.0.0.1', '6.6.6.6, 1.1.1.1', '1.1.1.1'],
  ['two proxies', hops(2), '10.0.0.1', '6.6.6.6, 1.1.1.1, 10.0.0.2', '1.1.1.1'],
  ['more hops than were told', hops(5), '10.0.0.1', '1.1.1.1', '1.1.1.1'],
  ['nothing was forwarded', hops(1), '10.0.0.1', undefined, '10.0.0.1'],
  ['what was forwarded is no address', hops(1), '10.0.0.1', 'x', '10.0.0.1'],
  [
    'a trusted network',
    networks('10.0.0.0/8'),
    '10.0.0.1',
    '6.6.6.6, 1.1.1.1, 10.2.0.1',
    '1.1.1.1',
  ],
  ['a stranger', networks('10.0.0.0/8'), '11.0.0.1', '1.1.1.1', '11.0.0.1'],
  ['a port after the address', hops(1), '10.0.0.1', '203.0.113.7:51234', '203.0.113.7'],
  ['IPv6 in brackets', hops(1), '10.0.0.1', '[2001:db8::1]', '2001:db8:0:0::/64'],
  ['IPv6 in brackets with a port', hops(1), '::1', '[2001:db8::1]:443', '2001:db8:0:0::/64'],
  ['IPv4 in IPv6 with a port', hops(1), '::1', '[::ffff:1.2.3.4]:443', '1.2.3.4'],
  ['IPv4 in IPv6 in capitals', hops(1), '::1', '::FFFF:203.0.113.7', '203.0.113.7'],
  ['IPv4 in IPv6 in hexadecimal', hops(1), '::1', '::ffff:cb00:7107', '203.0.113.7'],
  ['IPv4 in IPv6 at full length', hops(1), '::1', '0:0:0:0:0:ffff:203.0.113.7', '203.0.113.7'],
  ['an address in quotes', hops(1), '10.0.0.1', '"[2001:db8::1]:443"', '2001:db8:0:0::/64'],
  ['IPv6 with a zone', hops(1), '10.0.0.1', '[fe80::1%eth0]:80', 'fe80:0:0:0::/64'],
  ['an address with an empty port', hops(1), '10.0.0.1', '203.0.113.7:', '203.0.113.7'],
  ['a port without an address', hops(1), '10.0.0.1', ':443', '10.0.0.1'],
  ['a port that is none', hops(1), '10.0.0.1', '1.1.1.1:http', '10.0.0.1'],
  ['an address in half a bracket', hops(1), '10.0.0.1', '[2001:db8::1', '10.0.0.1'],
  ['IPv4 in IPv6', networks('10.0.0.1'), '::ffff:10.0.0.1', '1.1.1.1', '1.1.1.1'],
  ['IPv6, by its network', hops(0), '2001:db8:1:2:aaaa::1', undefined, '2001:db8:1:2::/64'],
  ['short IPv6', hops(0), '2001:db8::1', undefined, '2001:db8:0:0::/64'],
  ['loopback', hops(0), '::1', undefined, '0:0:0:0::/64'],
])('%s', (_, trusted, remoteAddress, forwarded, expected) => {
  const request = { socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } };
  expect(clientAddressOf(trusted)(request as unknown as IncomingMessage)).toBe(expected);
});
