import { useEffect, useState } from 'react';
import type { InvitationSeen } from '../../shared/bridge.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { TextField } from '../controls/text-field.tsx';
import { useCall } from '../services.tsx';
import { formatting, words } from '../words/words.ts';
import './sharing.css';

/** Joins a brief by a link: first a look at who invites to what, then in. */
export function JoinDialog({
  isOpen,
  link,
  onClose,
  onJoined,
}: {
  isOpen: boolean;
  /** The link, where somebody opened one. */
  link?: string | undefined;
  onClose(): void;
  onJoined(brief: BriefId): void;
}) {
  return (
    <Dialog title={words.sharing.joinTitle} isOpen={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Join given={link ?? ''} onClose={onClose} onJoined={onJoined} />
    </Dialog>
  );
}

function Join({ given, onClose, onJoined }: { given: string; onClose(): void; onJoined(brief: BriefId): void }) {
  const look = useCall('sharing.look');
  const join = useCall('sharing.join');
  const [link, setLink] = useState(given);
  const [missing, setMissing] = useState(false);
  const [seen, setSeen] = useState<InvitationSeen>();

  const { run } = look;
  useEffect(() => {
    if (given !== '') void run({ link: given }).then(setSeen);
  }, [given, run]);

  async function go() {
    if (seen) {
      const joined = await join.run({ link });
      if (joined) onJoined(joined.brief);
      return;
    }
    setMissing(link.trim() === '');
    if (link.trim() !== '') setSeen(await look.run({ link }));
  }

  const problem = look.problem ?? join.problem;
  return (
    <form
      className="sharing-form"
      onSubmit={(event) => {
        event.preventDefault();
        void go();
      }}
    >
      {seen ? (
        <Seen seen={seen} />
      ) : (
        <>
          <p>{words.sharing.joinWhy}</p>
          <TextField
            label={words.sharing.joinLink}
            problem={missing ? words.sharing.joinMissing : undefined}
            value={link}
            onChange={setLink}
            autoFocus
          />
        </>
      )}
      {problem && <Notice look="trouble">{problem}</Notice>}
      <div className="dialog-actions sharing-actions">
        <p role="status">{join.busy ? words.sharing.joining : ''}</p>
        <Button onPress={onClose}>{words.everywhere.cancel}</Button>
        {/* Another one once the invitation is seen: the field that had the focus is gone, and Enter goes on. */}
        <Button
          key={seen ? 'join' : 'look'}
          look="primary"
          type="submit"
          autoFocus={seen !== undefined}
          isPending={look.busy || join.busy}
        >
          {seen ? words.sharing.doJoin : words.sharing.look}
        </Button>
      </div>
    </form>
  );
}

function Seen({ seen: { title, inviter, role, expires, usesLeft, relay, here } }: { seen: InvitationSeen }) {
  return (
    <div className="sharing-seen">
      <h3 dir="auto">{title || words.sharing.untitled}</h3>
      <p>{words.sharing.joinAs(inviter || words.sharing.somebody, role)}</p>
      <p>{words.sharing.joinUntil(formatting.whenInFull(expires), usesLeft)}</p>
      <p>{here ? words.sharing.joinHere : words.sharing.joinFrom(relay)}</p>
    </div>
  );
}
