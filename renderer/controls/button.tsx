import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import './button.css';

/** `primary` is the one way on of a screen or dialog; `quiet` has no edge; `danger` destroys. */
type ButtonLook = 'plain' | 'primary' | 'quiet' | 'danger';

/** A button with a verb on it. */
export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'isPending'> {
  look?: ButtonLook;
  /** `small` for buttons within a card or a row. */
  size?: 'normal' | 'small';
  /** It works: it keeps its place and focus, and pressing it again does nothing. */
  isPending?: boolean;
}

/**
 * A button with a verb on it.
 *
 * Pending is ours and not React Aria's, whose announcement names the button by its id: the button is often gone with
 * its dialog by then, which leaves an image without a name on the page for seconds.
 */
export function Button({ look = 'plain', size = 'normal', isPending = false, onPress, type, ...props }: ButtonProps) {
  const active = isPending ? {} : { ...(onPress ? { onPress } : {}), ...(type ? { type } : {}) };
  return (
    <AriaButton
      {...props}
      {...active}
      className="button"
      data-look={look}
      data-size={size}
      data-pending={isPending || undefined}
    />
  );
}
