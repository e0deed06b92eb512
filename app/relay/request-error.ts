import type { ErrorCode } from '../../shared/relay/requests.ts';

const STATUS: Record<ErrorCode, number> = {
  'bad-request': 400,
  unauthorised: 401,
  'no-such-brief': 404,
  'not-found': 404,
  'method-not-allowed': 405,
  'too-large': 413,
  'too-many-requests': 429,
  clock: 403,
  'wrong-proof': 403,
  'wrong-key': 403,
  closed: 403,
  'not-a-member': 403,
  removed: 403,
  'invitation-unknown': 404,
  'invitation-expired': 410,
  'invitation-used-up': 410,
  'invitation-revoked': 410,
  'already-a-member': 409,
  'wrong-entry': 422,
  'wrong-hash': 422,
  'not-an-image': 415,
  quota: 507,
  'disk-full': 507,
  internal: 500,
};

/** Why a request is not done; it becomes the answer. */
export class RequestError extends Error {
  /** @param message a sentence for whoever works on the client */
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
  }

  /** The HTTP status that goes with it. */
  get status(): number {
    return STATUS[this.code];
  }
}
