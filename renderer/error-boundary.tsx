import { Component, type ErrorInfo, type ReactNode } from 'react';
import { FullPage } from './full-page.tsx';
import { words } from './words/words.ts';

/** Says plainly that a screen broke, instead of leaving the window blank. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override componentDidCatch(error: Error, { componentStack }: ErrorInfo): void {
    console.error(error, componentStack);
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <FullPage title={words.everywhere.crashed} reload>
        {words.everywhere.crashedWhy}
      </FullPage>
    );
  }
}
