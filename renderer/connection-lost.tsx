import { Unplug } from 'lucide-react';
import { useState } from 'react';
import { Button } from './controls/button.tsx';
import { showToast } from './controls/toast.tsx';
import { useBridge, useEvent } from './services.tsx';
import { words } from './words/words.ts';
import './connection-lost.css';

/**
 * Tells of trouble that no call can be told of. When it is that the services are gone, a bar says so until the window
 * is reloaded; the screen under it stays, because somebody may want to copy what they had not sent yet.
 */
export function Troubles() {
  const bridge = useBridge();
  const [lost, setLost] = useState(false);
  useEvent('app.trouble', ({ sentence }) => {
    bridge.call('app.hello', {}).then(
      () => showToast({ text: sentence, look: 'trouble' }),
      () => setLost(true),
    );
  });
  if (!lost) return null;
  return (
    <div className="connection-lost" role="alert">
      <Unplug aria-hidden />
      <p>
        <strong>{words.everywhere.lost}</strong> {words.everywhere.lostWhy}
      </p>
      <Button size="small" onPress={() => location.reload()}>
        {words.everywhere.reload}
      </Button>
    </div>
  );
}
