import { X } from 'lucide-react';
import {
  Button as AriaButton,
  UNSTABLE_Toast as AriaToast,
  Text,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { words } from '../words/words.ts';
import { Button } from './button.tsx';
import './toast.css';

/** A short message at the foot of the screen. */
export interface ToastMessage {
  text: string;
  look?: 'plain' | 'trouble';
  /** One thing to do about it, such as Undo. */
  action?: { label: string; run: () => void };
}

const queue = new ToastQueue<ToastMessage>({ maxVisibleToasts: 3 });

/** Long enough to read and reach; messages of trouble stay until they are put away. */
const TIMEOUT = 8_000;

/** Shows a message; gives the function that takes it away again. */
export function showToast(message: ToastMessage): () => void {
  const key = queue.add(message, message.look === 'trouble' ? {} : { timeout: TIMEOUT });
  return () => queue.close(key);
}

/** Where the messages appear; stands once, in the app. F6 leads to it. */
export function Toasts() {
  return (
    <ToastRegion queue={queue} className="toasts" aria-label={words.everywhere.notifications}>
      {({ toast }) => (
        <AriaToast toast={toast} className="toast" data-look={toast.content.look ?? 'plain'}>
          <ToastContent className="toast-content">
            <Text slot="title">{toast.content.text}</Text>
          </ToastContent>
          {toast.content.action && (
            <Button
              size="small"
              look="quiet"
              onPress={() => {
                toast.content.action?.run();
                queue.close(toast.key);
              }}
            >
              {toast.content.action.label}
            </Button>
          )}
          <AriaButton slot="close" className="toast-close" aria-label={words.everywhere.dismiss}>
            <X aria-hidden />
          </AriaButton>
        </AriaToast>
      )}
    </ToastRegion>
  );
}
