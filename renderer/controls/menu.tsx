import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  type MenuItemProps as AriaMenuItemProps,
  type MenuProps as AriaMenuProps,
  MenuSection as AriaMenuSection,
  Header,
  MenuTrigger,
  type PopoverProps,
  Separator,
} from 'react-aria-components';
import { Keys } from './keys.tsx';
import { MenuPopover } from './menu-popover.tsx';
import './menu.css';

/** A button and the menu that it opens. */
export interface MenuProps extends Omit<AriaMenuProps<object>, 'className' | 'children'> {
  /** The button: a `Button`, an `IconButton`, or anything else of React Aria's that can be pressed. */
  trigger: ReactElement;
  /** `MenuItem`s, `MenuSection`s and `MenuSeparator`s. */
  children: ReactNode;
  placement?: PopoverProps['placement'];
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
}

/** A button and the menu that it opens. */
export function Menu({ trigger, children, placement = 'bottom start', isOpen, onOpenChange, ...props }: MenuProps) {
  return (
    <MenuTrigger {...(isOpen === undefined ? {} : { isOpen })} {...(onOpenChange ? { onOpenChange } : {})}>
      {trigger}
      <MenuPopover placement={placement}>
        <AriaMenu {...props} className="menu">
          {children}
        </AriaMenu>
      </MenuPopover>
    </MenuTrigger>
  );
}

/** One line of a menu. */
export interface MenuItemProps extends Omit<AriaMenuItemProps, 'className' | 'children' | 'textValue'> {
  /** The verb, or the name of the choice. */
  label: string;
  icon?: ReactNode;
  /** The keys that do the same, parted by spaces. */
  shortcut?: string;
  look?: 'plain' | 'danger';
}

/** One line of a menu; within a section with a selection it shows a tick. */
export function MenuItem({ label, icon, shortcut, look = 'plain', ...props }: MenuItemProps) {
  return (
    <AriaMenuItem {...props} textValue={label} className="menu-item" data-look={look}>
      {({ isSelected, selectionMode }) => (
        <>
          {selectionMode !== 'none' && <span className="menu-item-tick">{isSelected && <Check aria-hidden />}</span>}
          {icon && <span className="menu-item-icon">{icon}</span>}
          <span className="menu-item-label">{label}</span>
          {shortcut && <Keys keys={shortcut} />}
        </>
      )}
    </AriaMenuItem>
  );
}

/** Lines that belong together, under a quiet heading. */
export interface MenuSectionProps {
  title: string;
  children: ReactNode;
  /** With these the section is a choice of one. */
  selected?: string;
  onSelect?: (key: string) => void;
}

/** Lines that belong together; a choice of one when `selected` is given. */
export function MenuSection({ title, children, selected, onSelect }: MenuSectionProps) {
  const choice =
    selected === undefined
      ? {}
      : {
          selectionMode: 'single' as const,
          disallowEmptySelection: true,
          selectedKeys: [selected],
          onSelectionChange: (keys: 'all' | Set<string | number>) => {
            const [key] = keys === 'all' ? [] : [...keys];
            if (key !== undefined) onSelect?.(String(key));
          },
        };
  return (
    <AriaMenuSection className="menu-section" {...choice}>
      <Header className="menu-heading">{title}</Header>
      {children}
    </AriaMenuSection>
  );
}

/** A line between groups of a menu. */
export function MenuSeparator() {
  return <Separator className="menu-separator" />;
}
