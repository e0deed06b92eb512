import { useEffect, useState } from 'react';
import type { BriefSummary } from '../../shared/bridge.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import type { ArticleChoice, MergeReport } from '../../shared/offline/merging.ts';
import type { OpenedPackage } from '../../shared/offline/opened-package.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { TextField } from '../controls/text-field.tsx';
import { showToast } from '../controls/toast.tsx';
import { go } from '../route.ts';
import { sentenceOf, useBridge, useCall, useEvent } from '../services.tsx';
import { words } from '../words/words.ts';
import { CarryOver } from './carry-over-dialog.tsx';
import { LookAt } from './look-at.tsx';
import { MergeReportView } from './merge-report.tsx';
import { sendPackage } from './send-package.ts';
import { Signatures } from './signatures.tsx';
import './offline.css';

/** The share of opening a file that sending it takes. */
const SENDING = 0.3;

type Unlocked = Extract<OpenedPackage, { locked: false }>;

/** What shall become of a `.brief` file: into the library, into the brief that is there, or only looked at. */
export function OpenPackageDialog({
  name,
  file,
  onClose,
}: {
  name: string;
  /** As the person chose it, or as it was handed in. */
  file: File | { handedIn: string };
  onClose(): void;
}) {
  const bridge = useBridge();
  const { sent, done: sentSoFar, problem: unsent } = useSent(file);
  const { run, busy: opening, problem: unopened } = useCall('offline.open');
  const [found, setFound] = useState<OpenedPackage>();
  const [looking, setLooking] = useState(false);
  const [job] = useState(() => crypto.randomUUID());
  const [checked, setChecked] = useState(0);
  useEvent('offline.step', (event) => event.job === job && setChecked(event.done));
  useEffect(() => {
    if (sent) void run({ ...sent, job }).then(setFound);
  }, [run, sent, job]);
  const leave = () => {
    if (found && !found.locked) void bridge.call('offline.drop', { opened: found.opened }).catch(() => {});
    onClose();
  };
  const problem = unsent ?? unopened;
  const busy = opening || (!sent && !problem);
  const done = SENDING * sentSoFar + (1 - SENDING) * checked;
  const title = found && !found.locked ? found.title : words.offline.openTitle;
  return (
    <Dialog title={title} isOpen onOpenChange={(open) => !open && leave()} size={looking ? 'screen' : 'wide'}>
      {problem && <Notice look="trouble">{problem}</Notice>}
      {!found && busy && (
        <div className="offline-lines">
          <p role="status">{words.offline.openReading}</p>
          <progress className="offline-progress" aria-label={words.offline.openReading} value={done} max={1} />
        </div>
      )}
      {!found && !busy && (
        <div className="dialog-actions">
          <Button onPress={onClose}>{words.everywhere.back}</Button>
        </div>
      )}
      {found?.locked && (
        <Locked
          name={name}
          busy={busy}
          onCancel={onClose}
          onUnlock={(passphrase) =>
            sent && void run({ ...sent, job, passphrase }).then((opened) => opened && setFound(opened))
          }
        />
      )}
      {found && !found.locked && (
        <>
          {looking && <LookAt shown={found.shown} onBack={() => setLooking(false)} />}
          {/* It keeps what was chosen in it. */}
          <div style={{ display: looking ? 'none' : 'contents' }}>
            <Opened found={found} onLook={() => setLooking(true)} onClose={onClose} onCancel={leave} />
          </div>
        </>
      )}
    </Dialog>
  );
}

/** A file as the services hold it: one that was chosen is sent to them, and put away when the dialog is done with it. */
function useSent(file: File | { handedIn: string }): {
  sent: { handedIn: string } | undefined;
  done: number;
  problem: string | undefined;
} {
  const bridge = useBridge();
  const [sent, setSent] = useState('handedIn' in file ? file : undefined);
  const [done, setDone] = useState(sent ? 1 : 0);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    if ('handedIn' in file) return;
    let left = false;
    const putAway = (held: { handedIn: string }) => void bridge.call('offline.putAway', held).catch(() => {});
    const sending = sendPackage(bridge, file, setDone);
    sending.then(
      (held) => !left && setSent(held),
      (error) => !left && setProblem(sentenceOf(error)),
    );
    return () => {
      left = true;
      sending.then(putAway, () => {});
    };
  }, [bridge, file]);
  return { sent, done, problem };
}

function Locked({
  name,
  busy,
  onUnlock,
  onCancel,
}: {
  name: string;
  busy: boolean;
  onUnlock(passphrase: string): void;
  onCancel(): void;
}) {
  const [passphrase, setPassphrase] = useState('');
  return (
    <form
      className="offline-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (passphrase !== '' && !busy) onUnlock(passphrase);
      }}
    >
      <p dir="auto">{words.offline.lockedWhy(name)}</p>
      <TextField
        type="password"
        label={words.offline.passphrase}
        value={passphrase}
        onChange={setPassphrase}
        autoFocus
      />
      <div className="dialog-actions">
        <Button onPress={onCancel}>{words.everywhere.cancel}</Button>
        <Button look="primary" type="submit" isPending={busy} isDisabled={passphrase === ''}>
          {words.offline.unlock}
        </Button>
      </div>
    </form>
  );
}

function Opened({
  found,
  onLook,
  onClose,
  onCancel,
}: {
  found: Unlocked;
  onLook(): void;
  onClose(): void;
  onCancel(): void;
}) {
  const add = useCall('offline.add');
  const merge = useCall('offline.merge');
  const preview = useCall('offline.mergePreview');
  const [into, setInto] = useState<BriefId>();
  const [done, setDone] = useState<{ report: MergeReport; back: boolean }>();
  const [article, setArticle] = useState<{ choice: ArticleChoice; report: MergeReport }>();
  const { here, opened, brief } = found;
  const report = here?.merge ?? article?.report;
  if (into) return <CarryOver brief={into} from={found} onClose={onCancel} />;
  if (done) return <Merged brief={brief} {...done} onClose={onClose} />;

  async function addIt() {
    const added = await add.run({ opened });
    if (!added) return;
    showToast({ text: words.library.added });
    onClose();
    go({ screen: 'brief', brief: added.brief });
  }

  async function mergeIt() {
    const merged = await merge.run({ opened, ...(article ? { article: article.choice } : {}) });
    if (merged) setDone(merged);
  }

  async function chooseArticle(choice: ArticleChoice) {
    const planned = await preview.run({ opened, article: choice });
    if (planned) setArticle({ choice, report: planned });
  }

  const problem = add.problem ?? preview.problem ?? merge.problem;
  const nothing =
    here?.merge?.added === 0 && here.merge.from.slice(1).every(({ edits }) => edits === 0) && found.privately === 0;
  return (
    <>
      <Signatures found={found.verification} />
      {found.privately > 0 && <p>{words.offline.privatelyIn(found.privately)}</p>}
      {!here && <NotHere title={found.title} onCarryOver={setInto} />}
      {here?.binned && <Notice>{words.offline.inBin}</Notice>}
      {here?.trouble && <Notice look="trouble">{here.trouble}</Notice>}
      {here?.articlesDiffer && !here.binned && (
        <ChooseArticle busy={preview.busy} chosen={article?.choice} onChoose={(choice) => void chooseArticle(choice)} />
      )}
      {report && (
        <>
          <p>{nothing ? words.offline.mergeNothing : words.offline.alreadyHere}</p>
          <MergeReportView report={report} />
        </>
      )}
      {problem && <Notice look="trouble">{problem}</Notice>}
      <div className="dialog-actions">
        <Button onPress={onCancel}>{words.everywhere.cancel}</Button>
        <Button onPress={onLook}>{words.offline.look}</Button>
        {!here && (
          <Button look="primary" autoFocus isPending={add.busy} onPress={() => void addIt()}>
            {words.offline.add}
          </Button>
        )}
        {report && !here?.binned && !nothing && (
          <Button look="primary" autoFocus isPending={merge.busy} onPress={() => void mergeIt()}>
            {words.offline.merge}
          </Button>
        )}
      </div>
    </>
  );
}

/** Where both copies got another article: which one counts. */
function ChooseArticle({
  busy,
  chosen,
  onChoose,
}: {
  busy: boolean;
  chosen: ArticleChoice | undefined;
  onChoose(choice: ArticleChoice): void;
}) {
  const { offline } = words;
  const choices = [
    ['mine', offline.articleMine],
    ['theirs', offline.articleTheirs],
  ] as const;
  return (
    <div className="offline-lines">
      <p>{offline.articlesDiffer}</p>
      <div className="offline-choices">
        {choices.map(([choice, label]) => (
          <Button
            key={choice}
            size="small"
            isPending={busy}
            look={chosen === choice ? 'primary' : 'plain'}
            aria-pressed={chosen === choice}
            onPress={() => onChoose(choice)}
          >
            {label}
          </Button>
        ))}
      </div>
    </div>
  );
}

/** The brief isn't in the library: it may be one of the same article that somebody else imported. */
function NotHere({ title, onCarryOver }: { title: string; onCarryOver(into: BriefId): void }) {
  const { run } = useCall('library.list');
  const [same, setSame] = useState<BriefSummary[]>([]);
  useEffect(() => {
    const isSame = (each: BriefSummary) => each.title === title && each.binnedAt === undefined && !each.trouble;
    void run({}).then((all) => setSame((all ?? []).filter(isSame)));
  }, [run, title]);
  return (
    <div className="offline-lines">
      <p>{words.offline.newHere}</p>
      {same.map(({ id }) => (
        <div key={id} className="offline-choices">
          <Button size="small" onPress={() => onCarryOver(id)}>
            {words.offline.carryOverInstead}
          </Button>
          <span dir="auto">
            {words.offline.carryOverInto} “{title}”
          </span>
        </div>
      ))}
    </div>
  );
}

function Merged({
  brief,
  report,
  back,
  onClose,
}: {
  brief: BriefId;
  report: MergeReport;
  back: boolean;
  onClose(): void;
}) {
  const unmerge = useCall('offline.unmerge');
  async function takeBack() {
    if ((await unmerge.run({ brief })) === undefined) return;
    showToast({ text: words.offline.takenBack });
    onClose();
  }
  return (
    <>
      <p>{words.offline.merged(report.added, report.already)}</p>
      <MergeReportView report={report} />
      {!back && <p>{words.offline.cannotTakeBack}</p>}
      {unmerge.problem && <Notice look="trouble">{unmerge.problem}</Notice>}
      <div className="dialog-actions">
        {back && (
          <Button isPending={unmerge.busy} onPress={() => void takeBack()}>
            {words.offline.takeBack}
          </Button>
        )}
        <Button
          look="primary"
          autoFocus
          onPress={() => {
            onClose();
            go({ screen: 'brief', brief });
          }}
        >
          {words.offline.openBrief}
        </Button>
      </div>
    </>
  );
}
