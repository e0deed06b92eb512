import type { Foreign } from './request-origin.ts';

/** A refusal as it is told to a person, with the status and code that programs get. */
export interface WebRefusal {
  status: number;
  code: string;
  message: string;
}

const NEW_ADDRESS = 'Run “briefmark serve” and open the address that it prints.';

export const refusals = {
  used: {
    status: 403,
    code: 'address-used',
    message: `This address was used already: it lets one browser in, once. ${NEW_ADDRESS} If it wasn’t you who used it, stop Briefmark first.`,
  },
  unknown: {
    status: 403,
    code: 'address-unknown',
    message: `This address is not one of the Briefmark that is running now. ${NEW_ADDRESS}`,
  },
  otherUser: {
    status: 403,
    code: 'other-user',
    message: 'This Briefmark belongs to another user of this computer. Start your own with “briefmark serve”.',
  },
  host: {
    status: 421,
    code: 'wrong-host',
    message: `Briefmark answers under its own address only, which begins with http://127.0.0.1. ${NEW_ADDRESS}`,
  },
  origin: {
    status: 403,
    code: 'wrong-origin',
    message:
      'Another website asked for something of Briefmark, which was refused. Close that website’s page if you don’t know it.',
  },
  noSession: {
    status: 403,
    code: 'no-session',
    message: `Briefmark was started anew since this page was opened. ${NEW_ADDRESS}`,
  },
  notFound: { status: 404, code: 'not-found', message: 'Briefmark has no page at this address.' },
  method: { status: 405, code: 'wrong-method', message: 'Briefmark doesn’t answer this kind of request.' },
  tooLarge: { status: 413, code: 'too-large', message: 'This request is larger than any that Briefmark expects.' },
} satisfies Record<Foreign | string, WebRefusal>;

/** A page that says it. It holds nothing of the request, so nothing can be smuggled into it. */
export function refusalPage({ message }: WebRefusal): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>Briefmark</title></head>
<body><h1>Briefmark</h1><p>${message}</p></body>
</html>
`;
}
