import { contextBridge, ipcRenderer, webUtils } from 'electron';
import {
  CONNECT_CHANNEL,
  DESKTOP_API,
  type DesktopApi,
  HAND_IN_CHANNEL,
  TO_PAGE_CHANNEL,
  TO_SERVICES_CHANNEL,
} from '../shared/desktop-shell.ts';

/** All that the page gets of Electron: three functions on channels of fixed names, and nothing of an event but its message. */
const api: DesktopApi = {
  send(message) {
    ipcRenderer.send(TO_SERVICES_CHANNEL, message);
  },
  connect(listener) {
    ipcRenderer.removeAllListeners(TO_PAGE_CHANNEL);
    ipcRenderer.on(TO_PAGE_CHANNEL, (_event, message: unknown) => listener(message));
    ipcRenderer.send(CONNECT_CHANNEL);
  },
  handIn(file) {
    const path = webUtils.getPathForFile(file as File);
    if (path === '') return false;
    ipcRenderer.send(HAND_IN_CHANNEL, path);
    return true;
  },
};

contextBridge.exposeInMainWorld(DESKTOP_API, api);
