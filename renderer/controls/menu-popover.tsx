import { type ReactNode, type RefObject, useContext, useEffect, useRef } from 'react';
import { mergeProps } from 'react-aria/mergeProps';
import { DismissButton, Overlay } from 'react-aria/Overlay';
import { useOverlay } from 'react-aria/useOverlay';
import { type Placement, useOverlayPosition } from 'react-aria/useOverlayPosition';
import { OverlayTriggerStateContext, PopoverContext, useSlottedContext } from 'react-aria-components';

/** How far from its button a menu opens, in pixels. */
const OFFSET = 4;

/**
 * Where a menu opens: beside its button and over everything else, which can't be used as long as the menu is open.
 *
 * React Aria's own popover makes the page `inert` for that. The browser then works out the styles of every element
 * anew, twice a menu: 20 ms beside a long article. Here nothing is restyled: a sheet below the menu takes the pointer,
 * the focus is kept inside, and what is behind is hidden from screen readers, so that their cursor doesn't stray.
 */
export function MenuPopover({ placement, children }: { placement: Placement; children: ReactNode }) {
  const state = useContext(OverlayTriggerStateContext);
  const trigger = useSlottedContext(PopoverContext);
  if (!state?.isOpen || !trigger?.triggerRef) return null;
  return (
    <Opened
      triggerRef={trigger.triggerRef}
      labelledBy={trigger['aria-labelledby']}
      placement={placement}
      onClose={state.close}
    >
      {children}
    </Opened>
  );
}

function Opened({
  triggerRef,
  labelledBy,
  placement,
  onClose,
  children,
}: {
  triggerRef: RefObject<Element | null>;
  labelledBy: string | undefined;
  placement: Placement;
  onClose(): void;
  children: ReactNode;
}) {
  const ref = useRef<HTMLDivElement>(null);
  const { overlayProps } = useOverlay({ isOpen: true, onClose, isDismissable: true, shouldCloseOnBlur: true }, ref);
  const { overlayProps: placed } = useOverlayPosition({
    targetRef: triggerRef,
    overlayRef: ref,
    placement,
    offset: OFFSET,
    isOpen: true,
    // Nobody can scroll what is behind; what scrolls by itself, as a page does on its way to a passage, closes nothing.
    onClose: null,
  });
  useShutOff(ref);
  return (
    <Overlay shouldContainFocus>
      <div
        {...mergeProps(overlayProps, placed)}
        ref={ref}
        className="menu-popover"
        role="dialog"
        aria-labelledby={labelledBy}
        tabIndex={-1}
      >
        <DismissButton onDismiss={onClose} />
        {children}
        <DismissButton onDismiss={onClose} />
      </div>
    </Overlay>
  );
}

/** What stays to be heard: what is announced, and messages at the foot of the screen. */
const ALWAYS_THERE = '[data-live-announcer], [data-react-aria-top-layer]';

/** Shuts off everything behind an element: from the pointer by a sheet below it, from screen readers by `aria-hidden`. */
function useShutOff(ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const behind = [...document.body.children].filter(
      (each) => !each.contains(ref.current) && !each.matches(`[aria-hidden], script, ${ALWAYS_THERE}`),
    );
    for (const each of behind) each.setAttribute('aria-hidden', 'true');
    // None of React's: to React the pointer would still be in whatever has the menu's button, and never leave it.
    const sheet = document.createElement('div');
    sheet.className = 'menu-underlay';
    document.body.append(sheet);
    return () => {
      sheet.remove();
      for (const each of behind) each.removeAttribute('aria-hidden');
    };
  }, [ref]);
}
