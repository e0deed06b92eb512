/** Longer ones are cut or refused by some systems when a program is started with them. */
const LONGEST = 2_000;

/**
 * What may be opened outside of Briefmark: web pages and new mails. Everything else that a system might do with an
 * address (run a program, open a file or a share, ring somebody up) is refused, and so is a name before the host, which
 * is there to look like another host.
 *
 * @returns the address as it is to be opened, or undefined
 */
export function externalAddress(address: string): string | undefined {
  if (address.length > LONGEST || !URL.canParse(address)) return undefined;
  const { protocol, username, password, hostname, href } = new URL(address);
  if (protocol === 'mailto:') return href;
  return protocol === 'https:' && hostname !== '' && username === '' && password === '' ? href : undefined;
}
