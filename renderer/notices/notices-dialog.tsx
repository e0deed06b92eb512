import { useEffect, useState } from 'react';
import type { NoticeSettings } from '../../shared/bridge/notices.ts';
import { CONCERNS } from '../../shared/model/for-me.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { TickField } from '../controls/fields.tsx';
import { Notice } from '../controls/notice.tsx';
import { useCall } from '../services.tsx';
import { words } from '../words/words.ts';
import './notices-dialog.css';

/** Of what the system notifies; the browser asks for its permission when somebody switches it on here, and never else. */
export function NoticesDialog({ shell, onClose }: { shell: 'desktop' | 'browser'; onClose(): void }) {
  const call = useCall('notices.settings');
  const trial = useCall('notices.try');
  const [settings, setSettings] = useState<NoticeSettings>();
  const [permission, setPermission] = useState(() => permissionOf(shell));
  const { run } = call;
  useEffect(() => {
    void run({}).then(setSettings);
  }, [run]);
  const change = async (part: Partial<NoticeSettings>) => {
    setSettings((before) => before && { ...before, ...part });
    const changed = await run({ change: part });
    if (changed) setSettings(changed);
  };
  const isOn = settings?.on === true && permission === 'granted';

  async function switchOn(on: boolean) {
    if (on && permission === 'default') setPermission(await Notification.requestPermission());
    if (!on || permissionOf(shell) === 'granted') await change({ on });
  }

  return (
    <Dialog
      title={words.notices.title}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      actions={
        <>
          <Button isDisabled={!isOn} onPress={() => void trial.run({})}>
            {words.notices.try}
          </Button>
          <Button look="primary" onPress={onClose}>
            {words.everywhere.close}
          </Button>
        </>
      }
    >
      <p>{words.notices.why}</p>
      {settings && (
        <div className="notices-ticks">
          <TickField label={words.notices.on} value={isOn} onChange={(on) => void switchOn(on)} />
          <fieldset className="notices-of" disabled={!isOn}>
            <legend className="visually-hidden">{words.notices.of}</legend>
            {CONCERNS.map((concern) => (
              <TickField
                key={concern}
                label={words.notices.concerns[concern]}
                value={settings[concern]}
                onChange={(value) => void change({ [concern]: value })}
              />
            ))}
          </fieldset>
        </div>
      )}
      {permission === 'denied' && <Notice look="trouble">{words.notices.denied}</Notice>}
      {permission === 'none' && <Notice look="trouble">{words.notices.none}</Notice>}
      {call.problem && <Notice look="trouble">{call.problem}</Notice>}
    </Dialog>
  );
}

function permissionOf(shell: 'desktop' | 'browser'): NotificationPermission | 'none' {
  if (shell === 'desktop') return 'granted';
  return 'Notification' in window ? Notification.permission : 'none';
}
