import { useEffect, useState } from 'react';
import { commentInOneLine, saidInOneLine } from '../../shared/comments/in-one-line.ts';
import type { Entry } from '../../shared/model/entry.ts';
import type { EntryId } from '../../shared/model/ids.ts';
import type { ErasePlan } from '../../shared/offline/erasing.ts';
import { useBrief } from '../brief/brief-context.tsx';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { TickField } from '../controls/fields.tsx';
import { Notice } from '../controls/notice.tsx';
import { showToast } from '../controls/toast.tsx';
import { VisibleText } from '../hidden-characters/visible-text.tsx';
import { useCall } from '../services.tsx';
import { words } from '../words/words.ts';
import './looking-back.css';

/** Takes words away for good, after its person has seen what goes and has said that they mean it. */
export function EraseDialog({ target, onClose }: { target: EntryId; onClose(): void }) {
  const { store, open, focusArticle } = useBrief();
  const preview = useCall('offline.erasePreview');
  const erase = useCall('offline.erase');
  const [plan, setPlan] = useState<ErasePlan>();
  const [sure, setSure] = useState(false);
  const brief = store.opened.id;
  const isPrivate = store.isPrivate(target);
  const { lookingBack } = words;
  const { run } = preview;
  useEffect(() => {
    void run({ brief, target }).then(setPlan);
  }, [run, brief, target]);
  async function eraseIt() {
    const isWhole = plan?.ids.some((id) => store.placed(id as EntryId)) ?? false;
    if (!(await erase.run({ brief, target }))) return;
    showToast({ text: lookingBack.erased });
    onClose();
    if (isWhole) open(undefined);
    focusArticle();
  }
  return (
    <Dialog
      title={lookingBack.eraseTitle}
      role="alertdialog"
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      actions={
        <>
          <Button autoFocus onPress={onClose}>
            {words.everywhere.cancel}
          </Button>
          <Button look="danger" isDisabled={!plan || !sure} isPending={erase.busy} onPress={() => void eraseIt()}>
            {lookingBack.eraseYes}
          </Button>
        </>
      }
    >
      {(preview.problem ?? erase.problem) && <Notice look="trouble">{preview.problem ?? erase.problem}</Notice>}
      {!plan && preview.busy && <p role="status">{words.lookingBack.loading}</p>}
      {plan && (
        <>
          <p>{lookingBack.eraseWhat}</p>
          <Going plan={plan} />
          {plan.kept > 0 && <p>{lookingBack.eraseKept(plan.kept)}</p>}
          <p>{isPrivate ? lookingBack.erasePrivateWhere : lookingBack.eraseWhere}</p>
          {!isPrivate && <p>{lookingBack.eraseOutOfReach}</p>}
          <p>
            {lookingBack.eraseUndo} {lookingBack.eraseWithdraw}
          </p>
          <TickField label={lookingBack.eraseSure} value={sure} onChange={setSure} />
        </>
      )}
    </Dialog>
  );
}

/** The words that go, and whose they are. */
function Going({ plan }: { plan: ErasePlan }) {
  const { store } = useBrief();
  const lines = plan.ids.flatMap((id) => {
    const text = wordsOf(store.entry(id as EntryId));
    return text === undefined ? [] : [{ id, text }];
  });
  const rest = plan.ids.length - lines.length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
    <section className="erase-going" tabIndex={0} aria-label={words.lookingBack.eraseWhat}>
      <p dir="auto">{words.lookingBack.erasePeople(plan.people)}</p>
      <ul>
        {lines.map(({ id, text }) => (
          <li key={id} dir="auto">
            <VisibleText text={text} />
          </li>
        ))}
      </ul>
      {rest > 0 && <p>{words.lookingBack.otherEntries(rest)}</p>}
    </section>
  );
}

/** What an entry says, or which words it marks; undefined where it does neither. */
function wordsOf(entry: Entry | undefined): string | undefined {
  if (entry?.type === 'annotated') return entry.anchors[0] && `“${entry.anchors[0].quote.exact}”`;
  if (entry?.type === 'commented') return saidInOneLine(entry);
  return entry?.type === 'edited' ? commentInOneLine(entry.body) : undefined;
}
