import type { Session } from 'electron';
import { isPageAddress } from './page-address.ts';

/** All that the page may do beyond showing itself: put text on the clipboard after a click. Reading it isn't in it. */
const ALLOWED = new Set(['clipboard-sanitized-write']);

/** Whether a page at an address gets a permission. */
function isPermitted(permission: string, address: string, isMainFrame: boolean): boolean {
  return ALLOWED.has(permission) && isMainFrame && isPageAddress(address);
}

/** Denies every permission that isn't listed, whether it is asked for or only looked up, and every device. */
export function forbidPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(isPermitted(permission, details.requestingUrl, details.isMainFrame));
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) =>
    isPermitted(permission, details.requestingUrl ?? origin, details.isMainFrame),
  );
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
}
