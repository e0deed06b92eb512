import { isIPv6 } from 'node:net';
import { isLoopback } from './tls.ts';

/** A line gets so many groups of an IPv6 address; the others are its own to choose. */
const GROUPS_OF_A_LINE = 4;
const GROUPS = 8;

/**
 * What limits go by: an IPv4 address, or of an IPv6 address the part that whoever has it can't choose.
 *
 * @param address as a socket or a proxy says it; anything else is given back as it is
 */
export function networkOf(address: string): string {
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (v4 || !isIPv6(address) || isLoopback(address)) return v4 ?? address;
  const [before = '', after] = (address.split('%')[0] as string).toLowerCase().split('::');
  const groupsOf = (part: string | undefined) => (part ? part.split(':') : []);
  const [first, last] = [groupsOf(before), groupsOf(after)];
  const between = after === undefined ? 0 : GROUPS - first.length - last.length;
  const groups = [...first, ...Array<string>(Math.max(0, between)).fill('0'), ...last];
  return groups
    .slice(0, GROUPS_OF_A_LINE)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
