import { BlockList, isIP } from 'node:net';

/*
 * Which addresses are on the open web. A page may be asked for by anybody who can make somebody paste an address, and
 * what stands on this machine or in a house's network is not for them.
 */

const V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Within 2000::/3, the only part of IPv6 that is on the web: what carries IPv4 in it, or is for examples. */
const V6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const closed = new BlockList();
for (const [net, prefix] of V4) closed.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of V6) closed.addSubnet(net, prefix, 'ipv6');

const web = new BlockList();
web.addSubnet('2000::', 3, 'ipv6');

/** Whether an IP address is on the open web: neither this machine's, nor a private network's, nor reserved. */
export function isPublicAddress(address: string): boolean {
  const kind = isIP(address);
  if (kind === 4) return !closed.check(address, 'ipv4');
  return kind === 6 && web.check(address, 'ipv6') && !closed.check(address, 'ipv6');
}
