import { CircleAlert, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import './notice.css';

/** A sentence in its place on the screen: what went wrong, or what waits to be done. */
export function Notice({
  look = 'plain',
  children,
  actions,
}: {
  look?: 'plain' | 'trouble';
  children: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <div className="notice" data-look={look} role={look === 'trouble' ? 'alert' : 'status'}>
      {look === 'trouble' ? <CircleAlert aria-hidden /> : <Info aria-hidden />}
      <p>{children}</p>
      {actions && <div className="notice-actions">{actions}</div>}
    </div>
  );
}
