import { useEffect, useState } from 'react';
import { Button } from '../controls/button.tsx';
import { CopyField } from '../controls/copy-field.tsx';
import { Notice } from '../controls/notice.tsx';
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
        <CopyField
          label={words.person.code}
          hint={words.person.codeHolds(formatting.when(made.expires))}
          value={made.code}
          action={words.person.copyCode}
          copied={words.person.codeCopied}
          notCopied={words.person.codeNotCopied}
        />
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
