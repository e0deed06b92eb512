import { expect, test } from 'vitest';
import { externalAddress } from '../../../../app/desktop/external-address.ts';

test.each([
  ['https://example.org', 'https://example.org/'],
  ['HTTPS://EXAMPLE.org/a?b=c#d', 'https://example.org/a?b=c#d'],
  ['https://example.org:8443/', 'https://example.org:8443/'],
  ['https://example.org/a b"c', 'https://example.org/a%20b%22c'],
  ['mailto:ana@example.org', 'mailto:ana@example.org'],
  ['mailto:ana@example.org?subject=Brief', 'mailto:ana@example.org?subject=Brief'],
])('%s is opened', (address, opened) => {
  expect(externalAddress(address)).toBe(opened);
});

test.each([
  'http://example.org/',
  'file:///etc/passwd',
  'file://server/share/program.exe',
  'smb://server/share',
  'javascript:alert(1)',
  'data:text/html,x',
  'blob:app://bundle/1',
  'app://bundle/index.html',
  'ms-msdt:/id',
  'search-ms:query=x',
  'vscode://file/etc/passwd',
  'tel:+123',
  'ftp://example.org/',
  'https://user@example.org/',
  'https://user:pass@example.org/',
  'https://example.org@evil.example/',
  'https:',
  '//example.org/',
  'example.org',
  '',
  ' ',
  `https://example.org/${'a'.repeat(2_000)}`,
])('%s is not', (address) => {
  expect(externalAddress(address)).toBeUndefined();
});
