import { MAX_FILE_BYTES } from '../shared/bridge.ts';

/** The longest message of a bridge's user: a file in base64, and room for what stands around it. */
export const MOST_BYTES_OF_A_CALL = Math.ceil((MAX_FILE_BYTES * 4) / 3) + 1024 * 1024;

/** The longest message of the services: what they give out may be a whole brief with everything in it. */
export const MOST_BYTES_OF_AN_ANSWER = 2 * MOST_BYTES_OF_A_CALL;
