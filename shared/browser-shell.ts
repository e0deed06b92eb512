/*
 * What the browser shell's page and its server agree on. The page shows the one-time key of its address at
 * `SESSION_PATH`, gets a token, and offers it among the subprotocols of its WebSocket: a page can set no header there.
 * Where it hands in a file it can, and the file goes as it is.
 */

export const SESSION_PATH = '/session';
export const BRIDGE_PATH = '/bridge';
/** Takes a `.brief` file, by POST, with its name after `?name=`; it answers what `offline.handIn` gives. */
export const PACKAGE_PATH = '/package';

/** The subprotocol that the server selects. */
export const BRIDGE_PROTOCOL = 'briefmark.bridge.v1';
/** Before the token. */
export const SESSION_PROTOCOL = 'briefmark.session.';

/** Before the token in the header `Authorization`. */
export const AUTHORIZATION = 'Bearer ';

/** The code with which the WebSocket closes where the token is none. */
export const NO_SESSION = 4401;
