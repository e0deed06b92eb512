import { DESKTOP_API } from '../../shared/desktop-shell.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import { showToast } from '../controls/toast.tsx';
import { formatRoute } from '../route.ts';
import { sentenceOf, useBridge } from '../services.tsx';
import { addressAlone } from './tabs-context.tsx';

/** Opens a brief in a window of its own, which the desktop shell or the browser makes. */
export function useOwnWindow(): (brief: BriefId) => void {
  const bridge = useBridge();
  return (brief) => {
    if (!window[DESKTOP_API]) {
      open(addressAlone(brief), '_blank', 'popup');
      return;
    }
    bridge.call('app.openWindow', { place: formatRoute({ screen: 'brief', brief }) }).catch((error: unknown) => {
      showToast({ text: sentenceOf(error), look: 'trouble' });
    });
  };
}
