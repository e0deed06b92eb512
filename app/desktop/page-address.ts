import { PAGE_HOST, PAGE_SCHEME } from '../../shared/desktop-shell.ts';

/** Whether an address is the page's own: its scheme and host exactly, without a user or port that only look like them. */
export function isPageAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${PAGE_SCHEME}:` && host === PAGE_HOST && username === '' && password === '';
}
