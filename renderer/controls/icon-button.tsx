import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import { Tooltip } from './tooltip.tsx';
import './icon-button.css';

/** A button that shows only an icon. */
export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'aria-label'> {
  /** What it does: its name for screen readers, and its tooltip. */
  label: string;
  /** The key that does the same, such as `Ctrl K`. */
  shortcut?: string;
  children: ReactNode;
}

/** A button that shows only an icon; its name appears beside it on hover and focus. */
export function IconButton({ label, shortcut, children, ...props }: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <AriaButton {...props} aria-label={label} className="icon-button">
        {children}
      </AriaButton>
    </Tooltip>
  );
}
