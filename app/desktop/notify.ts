import { Notification } from 'electron';
import type { Bridge } from '../../shared/bridge.ts';

/** Notifications that are on screen; one that nobody holds may be collected before it is clicked. */
const shown = new Map<string, Notification>();

/**
 * Shows the system's notifications, where the system has any.
 *
 * @param show brings the window forward, at a place of the page where one is given
 */
export function notify(services: Pick<Bridge, 'on'>, show: (place?: string) => void): void {
  services.on('notice.made', ({ id, title, body, place }) => {
    if (!Notification.isSupported()) return;
    shown.get(id)?.close();
    const notification = new Notification({ title, body });
    shown.set(id, notification);
    const gone = () => {
      if (shown.get(id) === notification) shown.delete(id);
    };
    notification.on('click', () => {
      gone();
      show(place);
    });
    notification.on('close', gone);
    notification.show();
  });
}
