import { type Channel, messageToText, textToMessage } from '../shared/bridge/transport/channel.ts';
import { bridgeOver } from '../shared/bridge/transport/client.ts';
import type { Bridge } from '../shared/bridge.ts';
import {
  AUTHORIZATION,
  BRIDGE_PATH,
  BRIDGE_PROTOCOL,
  NO_SESSION,
  PACKAGE_PATH,
  SESSION_PATH,
  SESSION_PROTOCOL,
} from '../shared/browser-shell.ts';
import { Refusal } from '../shared/refusal.ts';

/** In the storage of this origin, port included, which no other program's page can read. */
const TOKEN = 'briefmark.session';

const NEW_ADDRESS = 'Run “briefmark serve” and open the address that it prints.';

/**
 * The services behind the browser shell's server. The address that was opened holds a key, which lets this browser in
 * once; what it gets for it lets in every later tab and reload for as long as that Briefmark runs.
 *
 * @throws {Refusal} where the key was used already, there is none, or Briefmark isn't running any more
 */
export async function connectBrowserShell(): Promise<Bridge> {
  const refused = await redeemKey();
  const token = storedToken();
  if (!token) throw refused ?? new Refusal('no-address', `This browser isn’t let in yet. ${NEW_ADDRESS}`);
  const socket = new WebSocket(`ws://${location.host}${BRIDGE_PATH}`, [BRIDGE_PROTOCOL, SESSION_PROTOCOL + token]);
  const channel = await opened(socket);
  const bridge = bridgeOver(channel);
  const code = new Promise<number>((resolve) => {
    socket.addEventListener('close', (event) => resolve(event.code), { once: true });
  });
  try {
    // Only an answer says that the token was one.
    await bridge.call('app.hello', {});
  } catch (error) {
    if (socket.readyState !== socket.CLOSED || (await code) !== NO_SESSION) throw error;
    localStorage.removeItem(TOKEN);
    throw refused ?? new Refusal('no-session', `Briefmark was started anew since this page was opened. ${NEW_ADDRESS}`);
  }
  return bridge;
}

/**
 * Sends a `.brief` file to the browser shell's server, as it lies on the disk.
 *
 * @param tell hears how much of it was sent, from 0 to 1
 * @returns what `offline.open` takes
 * @throws {Refusal} where it isn't taken
 */
export function sendPackage(file: File, name: string, tell: (done: number) => void): Promise<{ handedIn: string }> {
  const request = new XMLHttpRequest();
  request.open('POST', `${PACKAGE_PATH}?${new URLSearchParams({ name })}`);
  request.setRequestHeader('Authorization', AUTHORIZATION + (storedToken() ?? ''));
  request.responseType = 'json';
  request.upload.onprogress = ({ loaded, total }) => tell(loaded / total);
  return new Promise((resolve, reject) => {
    request.onload = () => {
      const { response } = request;
      if (hasText(response, 'handedIn')) resolve(response);
      else if (hasText(response, 'code') && hasText(response, 'message'))
        reject(new Refusal(response.code, response.message));
      else reject(notRunning());
    };
    request.onerror = () => reject(notRunning());
    request.send(file);
  });
}

/** Takes the key out of the address, and gets a token for it; what went wrong is returned, as it may not matter. */
async function redeemKey(): Promise<Refusal | undefined> {
  const key = /^#key=([\w-]+)$/.exec(location.hash)?.[1];
  if (!key) return undefined;
  history.replaceState(null, '', location.pathname);
  let response: Response;
  let answer: unknown;
  try {
    response = await fetch(SESSION_PATH, { method: 'POST', body: key });
    answer = await response.json();
  } catch {
    throw notRunning();
  }
  if (response.ok && hasText(answer, 'token')) {
    store(answer.token);
    return undefined;
  }
  if (hasText(answer, 'code') && hasText(answer, 'message')) return new Refusal(answer.code, answer.message);
  return notRunning();
}

/** A channel over the socket, once it is open. */
function opened(socket: WebSocket): Promise<Channel> {
  const channel: Channel = {
    send(message) {
      if (socket.readyState === socket.OPEN) socket.send(messageToText(message));
    },
    onMessage(listener) {
      socket.addEventListener('message', ({ data }) => listener(textToMessage(String(data))));
    },
    onClose(listener) {
      socket.addEventListener('close', () => listener(), { once: true });
    },
    close: () => socket.close(),
  };
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(channel), { once: true });
    socket.addEventListener('close', () => reject(notRunning()), { once: true });
  });
}

function notRunning(): Refusal {
  return new Refusal('not-running', `Briefmark isn’t running any more. ${NEW_ADDRESS}`);
}

/** For browsers that keep nothing: the token then lasts until the page is reloaded. */
let token: string | null = null;

function storedToken(): string | null {
  try {
    return localStorage.getItem(TOKEN) ?? token;
  } catch {
    return token;
  }
}

function store(fresh: string): void {
  token = fresh;
  try {
    localStorage.setItem(TOKEN, fresh);
  } catch {
    // See `token`.
  }
}

function hasText<K extends string>(value: unknown, key: K): value is Record<K, string> {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, key) === 'string';
}
