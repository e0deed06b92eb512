import type { ReactNode } from 'react';
import { Button } from './controls/button.tsx';
import { Mark } from './controls/top-bar.tsx';
import { Waiting } from './controls/waiting.tsx';
import { words } from './words/words.ts';
import './full-page.css';

/** A page that stands in for all others: starting, or not able to. */
export function FullPage({
  title,
  children,
  reload = false,
  waiting = false,
}: {
  title: string;
  children?: ReactNode;
  reload?: boolean;
  /** Shows itself only after a moment, because it is mostly over before. */
  waiting?: boolean;
}) {
  return (
    <main className="full-page" data-waiting={waiting || undefined} role={waiting ? undefined : 'alert'}>
      <Mark />
      <h1>{title}</h1>
      {waiting && <Waiting label={title} />}
      {children && <p>{children}</p>}
      {reload && (
        <Button look="primary" onPress={() => location.reload()} autoFocus>
          {words.everywhere.reload}
        </Button>
      )}
    </main>
  );
}
