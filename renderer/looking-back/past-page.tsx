import type { ReactNode } from 'react';
import './looking-back.css';

/** What was, on a page that scrolls by itself. */
export function PastPage({
  label,
  direction,
  children,
}: {
  label: string;
  direction?: 'ltr' | 'rtl';
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
    <section className="past-page" tabIndex={0} aria-label={label} dir={direction}>
      {children}
    </section>
  );
}
