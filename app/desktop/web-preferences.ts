import type { WebPreferences } from 'electron';

/**
 * What the page's process may do. Most of it is what Electron does anyway; it is written down so that no version of it
 * decides otherwise, and a test reads it back from a real window.
 */
export function webPreferences(preload: string, packaged: boolean): WebPreferences {
  return {
    preload,
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
    // Its dictionaries would be fetched from the web.
    spellcheck: false,
    devTools: !packaged,
  };
}
