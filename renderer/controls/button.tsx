import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import './button.css';

/** `primary` is the one way on of a screen or dialog; `quiet` has no edge; `danger` destroys. */
export type ButtonLook = 'plain' | 'primary' | 'quiet' | 'danger';

/** A button with a verb on it. */
export interface ButtonProps extends Omit<AriaButtonProps, 'className'> {
  look?: ButtonLook;
  /** `small` for buttons within a card or a row. */
  size?: 'normal' | 'small';
}

/** A button with a verb on it. While `isPending` it keeps its place and focus, and says that it works. */
export function Button({ look = 'plain', size = 'normal', ...props }: ButtonProps) {
  return <AriaButton {...props} className="button" data-look={look} data-size={size} />;
}
