import { useCallback, useEffect, useState } from 'react';
import type { BriefId } from '../../shared/model/ids.ts';
import { type BackedUpBrief, type KeptBackup, RING, ringPartOf } from '../../shared/offline/backups.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { showToast } from '../controls/toast.tsx';
import { useCall, useEvent } from '../services.tsx';
import { formatting, words } from '../words/words.ts';
import { BackupLook } from './backup-look.tsx';
import { BackupPlaceForm } from './backup-place.tsx';
import './backups.css';

/** The backups: of one brief or of all, each looked at first and then brought back beside; and where they are kept. */
export function BackupsDialog({
  only,
  onClose,
}: {
  /** The brief that it is about; all, where it is absent. */
  only?: BriefId;
  onClose(): void;
}) {
  const { run, problem } = useCall('offline.backedUp');
  const backUp = useCall('offline.backUp');
  const [briefs, setBriefs] = useState<BackedUpBrief[]>();
  const [brief, setBrief] = useState<BriefId | undefined>(only);
  const [looked, setLooked] = useState<KeptBackup>();
  const [made, setMade] = useState(0);
  const { backups } = words;
  const load = useCallback(() => void run({}).then((all) => setBriefs(all ?? [])), [run]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was backed up just now.
  useEffect(load, [load, made]);
  useEvent('library.changed', load);
  async function backUpNow() {
    if ((await backUp.run({})) === undefined) return;
    setMade(made + 1);
    showToast({ text: backups.backedUp });
  }
  const one = briefs?.find((each) => each.brief === brief);
  const title = looked && one ? backups.lookTitle(one.title, formatting.whenInFull(looked.at)) : backups.title;
  const trouble = problem ?? backUp.problem;
  return (
    <Dialog
      title={title}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      size={looked ? 'screen' : 'wide'}
      {...(looked
        ? {}
        : {
            actions: (
              <>
                <Button isPending={backUp.busy} onPress={() => void backUpNow()}>
                  {backups.backUpNow}
                </Button>
                <Button look="primary" autoFocus onPress={onClose}>
                  {words.everywhere.close}
                </Button>
              </>
            ),
          })}
    >
      {trouble && <Notice look="trouble">{trouble}</Notice>}
      {looked && one ? (
        <BackupLook brief={one} backup={looked} onBack={() => setLooked(undefined)} onClose={onClose} />
      ) : (
        <>
          <p>{backups.why}</p>
          {brief === undefined ? (
            <Briefs briefs={briefs} onChoose={setBrief} />
          ) : (
            <Moments
              key={made}
              brief={brief}
              title={one?.title}
              onLook={setLooked}
              {...(only === undefined ? { onBack: () => setBrief(undefined) } : {})}
            />
          )}
          <BackupPlaceForm made={made} />
        </>
      )}
    </Dialog>
  );
}

function Briefs({
  briefs,
  onChoose,
}: {
  briefs: readonly BackedUpBrief[] | undefined;
  onChoose(brief: BriefId): void;
}) {
  const { backups } = words;
  if (!briefs) return <p role="status">{words.lookingBack.loading}</p>;
  if (briefs.length === 0) return <p>{backups.none}</p>;
  return (
    <ul className="backups-list" aria-label={backups.briefs}>
      {briefs.map(({ brief, title, isHere, backups: count, newest }) => (
        <li key={brief}>
          <button type="button" onClick={() => onChoose(brief)}>
            <span className="backups-name" dir="auto">
              {title}
              {!isHere && <small> ({backups.gone})</small>}
            </span>
            <span>{backups.count(count)}</span>
            <span>{formatting.when(newest.at)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The moments of which a brief has backups, in the parts of the ring. */
function Moments({
  brief,
  title,
  onLook,
  onBack,
}: {
  brief: BriefId;
  title: string | undefined;
  onLook(backup: KeptBackup): void;
  onBack?(): void;
}) {
  const { run, problem } = useCall('offline.backups');
  const [all, setAll] = useState<KeptBackup[]>();
  const { backups } = words;
  useEffect(() => {
    void run({ brief }).then((kept) => setAll(kept ?? []));
  }, [run, brief]);
  const now = Date.now();
  return (
    <div className="backups-moments">
      <div className="backups-head">
        {title !== undefined && <h3 dir="auto">{backups.of(title)}</h3>}
        {onBack && (
          <Button size="small" look="quiet" onPress={onBack}>
            {backups.allBriefs}
          </Button>
        )}
      </div>
      {problem && <Notice look="trouble">{problem}</Notice>}
      {all?.length === 0 && <p>{backups.noneOfBrief}</p>}
      {RING.map(({ name }) => {
        const part = (all ?? []).filter(({ at }) => ringPartOf(at, now) === name);
        if (part.length === 0) return null;
        return (
          <section key={name} aria-label={backups.ring[name]}>
            <h4>{backups.ring[name]}</h4>
            <ul className="backups-list">
              {part.map((backup) => (
                <li key={backup.name}>
                  <button type="button" onClick={() => onLook(backup)}>
                    <span className="backups-name">{backups.look(formatting.whenInFull(backup.at))}</span>
                    <span>{formatting.bytes(backup.bytes)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}
