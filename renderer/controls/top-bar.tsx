import type { ReactNode } from 'react';
import './top-bar.css';

/** The bar at the top of every screen: where am I at its start, what can be done at its end. */
export function TopBar({ start, children }: { start: ReactNode; children?: ReactNode }) {
  return (
    <header className="top-bar">
      <div className="top-bar-start">{start}</div>
      <div className="top-bar-end">{children}</div>
    </header>
  );
}

/** The product's sign. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 20 20" aria-hidden="true">
      <rect x="2.9" y="1.9" width="14.2" height="16.2" rx="3.2" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <rect x="6" y="5.4" width="8" height="3" rx="1" fill="var(--edge-key-judgement)" />
      <path d="M6.4 11.3h7.2M6.4 14.3h5" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
    </svg>
  );
}
