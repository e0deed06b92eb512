import { expect, test } from 'vitest';
import { isPageAddress } from '../../../../app/desktop/page-address.ts';

test.each(['app://bundle/index.html', 'app://bundle/', 'app://bundle/index.html#/brief/1', 'app://bundle/assets/a.js'])(
  '%s is the page’s',
  (address) => {
    expect(isPageAddress(address)).toBe(true);
  },
);

test.each([
  'app://bundle.evil.example/index.html',
  'app://evil/bundle/index.html',
  'app://bundle:8080/index.html',
  'app://bundle@evil/index.html',
  'app://evil@bundle/index.html',
  'http://bundle/index.html',
  'https://evil.example/?app://bundle/index.html',
  'file:///app/bundle/index.html',
  'data:text/html,app://bundle/',
  'blob:app://bundle/1',
  'about:blank',
  'app:bundle/index.html',
  '',
])('%s is not', (address) => {
  expect(isPageAddress(address)).toBe(false);
});
