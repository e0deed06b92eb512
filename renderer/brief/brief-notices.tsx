import { memo, useState } from 'react';
import type { BriefHead, DamageReport } from '../../shared/bridge.ts';
import { Button } from '../controls/button.tsx';
import { Notice } from '../controls/notice.tsx';
import { TriedNotice } from '../editing/tried-notice.tsx';
import { useEditedApart } from '../offline/edited-apart.tsx';
import { useCall } from '../services.tsx';
import { words } from '../words/words.ts';

/** What must be said above the page: that something of the brief was damaged, what went wrong just now, what was kept. */
export const BriefNotices = memo(function BriefNotices({
  opened,
  problem,
  onEditedApart,
}: {
  opened: BriefHead;
  problem: string | undefined;
  /** Shows the paragraphs that were edited apart. */
  onEditedApart(): void;
}) {
  const apart = useEditedApart(opened.id);
  const putAway = useCall('brief.putDamageAway');
  const [away, setAway] = useState<DamageReport>();
  const damage = opened.damage === away ? undefined : opened.damage;
  if (!damage && !problem && !opened.newer && apart === 0) return <TriedNotice />;
  return (
    <>
      <div className="brief-notices">
        {opened.newer && <Notice>{words.brief.newer}</Notice>}
        {damage && (
          <Notice
            look="trouble"
            actions={
              <Button
                onPress={() => {
                  setAway(damage);
                  void putAway.run({ brief: opened.id });
                }}
              >
                {words.brief.damagePutAway}
              </Button>
            }
          >
            <strong>{words.brief.damageTitle}.</strong> {damage.sentences.join(' ')}{' '}
            {words.brief.damageFolder(damage.folder)}
          </Notice>
        )}
        {apart > 0 && (
          <Notice
            actions={
              <Button size="small" onPress={onEditedApart}>
                {words.offline.editedApartLook}
              </Button>
            }
          >
            {words.offline.editedApart(apart)}
          </Notice>
        )}
        {problem && <Notice look="trouble">{problem}</Notice>}
      </div>
      <TriedNotice />
    </>
  );
});
