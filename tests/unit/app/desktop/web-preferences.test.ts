import { expect, test } from 'vitest';
import { webPreferences } from '../../../../app/desktop/web-preferences.ts';

test('the page’s process may do nothing that isn’t needed', () => {
  expect(webPreferences('/preload.cjs', true)).toEqual({
    preload: '/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    devTools: false,
  });
});

test('developer tools are there for developers only', () => {
  expect(webPreferences('/preload.cjs', false).devTools).toBe(true);
});
