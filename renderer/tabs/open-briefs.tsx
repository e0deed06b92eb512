import type { BriefId } from '../../shared/model/ids.ts';
import { BriefScreen } from '../brief/brief-screen.tsx';
import { go, useRoute } from '../route.ts';
import { useStable } from '../use-stable.ts';
import { useTabs } from './tabs-context.tsx';

/** The brief that is shown, and beside it, unseen, those that were shown a moment ago. */
export function OpenBriefs() {
  const { ready, shown, close, named } = useTabs();
  const route = useRoute();
  const leave = useStable(() => go({ screen: 'library' }));
  const gone = useStable((brief: BriefId) => {
    close(brief);
    leave();
  });
  return ready.map((brief) => (
    <BriefScreen
      key={brief}
      brief={brief}
      entry={route.screen === 'brief' && brief === shown ? route.entry : undefined}
      isShown={brief === shown}
      onTitle={named}
      onLeave={leave}
      onGone={gone}
    />
  ));
}
