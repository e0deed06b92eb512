import { expect, it } from 'vitest';
import { networkOf } from '../../../../app/relay/network.ts';

it('is an IPv4 address, also as IPv6 writes it, and what of an IPv6 address nobody chooses for themselves', () => {
  expect(networkOf('192.0.2.7')).toBe('192.0.2.7');
  expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
  expect(networkOf('::ffff:127.0.0.1')).toBe('127.0.0.1');
  expect(networkOf('::1')).toBe('::1');
  expect(networkOf('2001:db8:0:12:1:2:3:4')).toBe('2001:db8:0:12');
  expect(networkOf('2001:DB8:0:0012::9')).toBe('2001:db8:0:12');
  expect(networkOf('2001:db8::1:2:3:4:5')).toBe('2001:db8:0:1');
  expect(networkOf('2001:db8::')).toBe('2001:db8:0:0');
  expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0');
  expect(networkOf('')).toBe('');
  expect(networkOf('unknown')).toBe('unknown');
});
