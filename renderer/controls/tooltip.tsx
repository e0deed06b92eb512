import type { ReactElement } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';
import { Keys } from './keys.tsx';
import './tooltip.css';

/** A word beside a control, on hover and on focus. */
export interface TooltipProps {
  text: string;
  /** The keys that do the same, parted by spaces. */
  shortcut?: string | undefined;
  /** The control, one that can be focused. */
  children: ReactElement;
}

/** Shows what a control does, after a moment's hover or at once on keyboard focus. */
export function Tooltip({ text, shortcut, children }: TooltipProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      {children}
      <AriaTooltip className="tooltip" offset={6}>
        {text}
        {shortcut && <Keys keys={shortcut} />}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
