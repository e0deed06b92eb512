import { useEffect, useState } from 'react';
import { copyText } from '../clipboard.ts';
import { Button } from '../controls/button.tsx';
import { Notice } from '../controls/notice.tsx';
import { TextField } from '../controls/text-field.tsx';
import { showToast } from '../controls/toast.tsx';
import { useBridge, useCall } from '../services.tsx';
import { formatting, words } from '../words/words.ts';

/** Shows a code by which another computer of the person joins; it ends when it is no longer shown. */
export function DeviceCodeOffer() {
  const bridge = useBridge();
  const offer = useCall('device.offer');
  const [made, setMade] = useState<{ code: string; expires: number }>();
  const isMade = made !== undefined;
  useEffect(() => {
    if (!isMade) return;
    return () => {
      bridge.call('device.withdraw', {}).catch(() => {});
    };
  }, [bridge, isMade]);
  return (
    <section className="device-code" aria-labelledby="device-code-title">
      <h3 id="device-code-title">{words.person.byCode}</h3>
      <p>{words.person.byCodeWhy}</p>
      {made ? (
        <>
          <TextField
            label={words.person.code}
            value={made.code}
            isReadOnly
            hint={words.person.codeHolds(formatting.when(made.expires))}
          />
          <div className="device-code-foot">
            <Button
              onPress={() =>
                showToast({ text: copyText(made.code) ? words.person.codeCopied : words.person.codeNotCopied })
              }
            >
              {words.person.copyCode}
            </Button>
          </div>
        </>
      ) : (
        <div className="device-code-foot">
          <Button isPending={offer.busy} onPress={async () => setMade(await offer.run({}))}>
            {words.person.makeCode}
          </Button>
        </div>
      )}
      {offer.problem && <Notice look="trouble">{offer.problem}</Notice>}
    </section>
  );
}
