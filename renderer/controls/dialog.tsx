import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import './dialog.css';

/** A question or a small task in the middle of the screen. */
export interface DialogProps {
  title: string;
  isOpen: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  /** What it is about; a form, or sentences. */
  children: ReactNode;
  /** The buttons, the primary one last. */
  actions?: ReactNode;
  /** `alertdialog` where something is about to be destroyed. */
  role?: 'dialog' | 'alertdialog';
  /** False where it can't be left without an answer. */
  isDismissable?: boolean;
  size?: 'small' | 'normal' | 'wide' | 'screen';
}

/** A question or a small task in the middle of the screen; Escape leaves it, and focus goes back to where it was. */
export function Dialog({
  title,
  isOpen,
  onOpenChange,
  children,
  actions,
  role = 'dialog',
  isDismissable = true,
  size = 'normal',
}: DialogProps) {
  return (
    <ModalOverlay
      className="dialog-scrim"
      isOpen={isOpen}
      {...(onOpenChange ? { onOpenChange } : {})}
      isDismissable={isDismissable && role === 'dialog'}
      isKeyboardDismissDisabled={!isDismissable}
    >
      <Modal className="dialog-frame" data-size={size}>
        <AriaDialog role={role} className="dialog">
          <Heading slot="title" className="dialog-title">
            {title}
          </Heading>
          <div className="dialog-body">{children}</div>
          {actions && <div className="dialog-actions">{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
