import { useEffect, useState } from 'react';
import type { Moment } from '../../shared/offline/timeline.ts';
import { useBrief } from '../brief/brief-context.tsx';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { words } from '../words/words.ts';
import { MomentList } from './moment-list.tsx';
import { MomentView } from './moment-view.tsx';
import { useMoments } from './use-moments.ts';
import './looking-back.css';

/** What happened to a brief, in words; each moment can be looked at as it was, compared, and brought back. */
export function TimelineDialog({ onClose }: { onClose(): void }) {
  const { actions, show } = useBrief();
  const { moments, reading, problem } = useMoments();
  const [chosen, setChosen] = useState<Moment>();
  const [against, setAgainst] = useState<Moment>();
  /** The next moment that is chosen in the list is the one to compare with. */
  const [comparing, setComparing] = useState(false);
  const { lookingBack } = words;
  const choose = (moment: Moment) => {
    if (comparing && moment.id !== chosen?.id) setAgainst(moment);
    else setChosen(moment);
    setComparing(false);
  };
  useEffect(() => {
    if (against?.id === chosen?.id) setAgainst(undefined);
  }, [against, chosen]);
  return (
    <Dialog
      title={lookingBack.title}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      size="screen"
      actions={
        <>
          <Button isDisabled={!actions.may('version')} onPress={() => show('name-version')}>
            {lookingBack.nameVersion}
          </Button>
          <Button look="primary" onPress={onClose}>
            {words.everywhere.close}
          </Button>
        </>
      }
    >
      {problem && <Notice look="trouble">{problem}</Notice>}
      <div className="timeline">
        <MomentList moments={moments} reading={reading} chosen={chosen?.id} onChoose={choose} />
        {chosen ? (
          <MomentView
            moment={chosen}
            against={against}
            versions={moments}
            comparing={comparing}
            onCompare={(other) => {
              setComparing(other === 'choose');
              setAgainst(other === 'choose' ? against : other);
            }}
            onBroughtBack={onClose}
          />
        ) : (
          <div className="timeline-empty">
            <p>{lookingBack.choose}</p>
            <p>{lookingBack.chooseHint}</p>
          </div>
        )}
      </div>
    </Dialog>
  );
}
