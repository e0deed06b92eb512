import { useEvent } from '../services.tsx';

/**
 * Shows the notifications of the browser, where its person has allowed them; the desktop shell shows the system's by
 * itself, also without a window.
 */
export function SystemNotices({ shell }: { shell: 'desktop' | 'browser' }) {
  useEvent('notice.made', ({ id, title, body, place }) => {
    if (shell !== 'browser' || !('Notification' in window) || Notification.permission !== 'granted') return;
    // By its tag it replaces itself where several pages of ours are open.
    const notification = new Notification(title, { body, tag: id, icon: pageIcon() });
    notification.onclick = () => {
      window.focus();
      if (place) location.hash = place;
      notification.close();
    };
  });
  return null;
}

/** The page's own icon, by the name that the build gave it. */
function pageIcon(): string {
  return document.querySelector<HTMLLinkElement>('link[rel="icon"]')?.href ?? '';
}
