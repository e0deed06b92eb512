import { useCallback, useEffect, useState } from 'react';
import type { OpenInvitation } from '../../shared/bridge.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import { Button } from '../controls/button.tsx';
import { Notice } from '../controls/notice.tsx';
import { showToast } from '../controls/toast.tsx';
import { useCall, useEvent } from '../services.tsx';
import { formatting, words } from '../words/words.ts';

const ABOUT_INVITATIONS = new Set<string>(['invited', 'uninvited', 'joined', 'role', 'left']);

/** The invitations by whose links somebody can still join, each of which can be ended; nothing where there is none. */
export function InvitationList({ brief }: { brief: BriefId }) {
  const { run: ask } = useCall('sharing.invitations');
  const uninvite = useCall('sharing.uninvite');
  const [open, setOpen] = useState<OpenInvitation[]>([]);
  const load = useCallback(async () => setOpen((await ask({ brief })) ?? []), [ask, brief]);
  useEffect(() => void load(), [load]);
  useEvent('brief.changed', (event) => {
    if (event.brief === brief && event.entries.some(({ type }) => ABOUT_INVITATIONS.has(type))) void load();
  });

  async function end({ id }: OpenInvitation) {
    const given = await uninvite.run({ brief, invitation: id });
    if (!given) return;
    showToast({ text: given.waits ? words.sharing.uninvitedLater : words.sharing.uninvited });
    await load();
  }

  if (open.length === 0 && !uninvite.problem) return null;
  return (
    <section aria-label={words.sharing.invitations}>
      <h3 className="sharing-heading">{words.sharing.invitations}</h3>
      {uninvite.problem && <Notice look="trouble">{uninvite.problem}</Notice>}
      <ul className="sharing-people">
        {open.map((invitation) => (
          <Row key={invitation.id} invitation={invitation} isBusy={uninvite.busy} onEnd={() => void end(invitation)} />
        ))}
      </ul>
    </section>
  );
}

function Row({
  invitation: { role, made, expires, usesLeft, by },
  isBusy,
  onEnd,
}: {
  invitation: OpenInvitation;
  isBusy: boolean;
  onEnd(): void;
}) {
  const { roles, invitationLeft, invitationBy, uninvite, uninviteNamed } = words.sharing;
  const said = invitationLeft(usesLeft, formatting.whenInFull(expires));
  return (
    <li>
      <div className="sharing-person">
        <strong>{roles[role]}</strong>
        <span className="sharing-hint">
          {said} · {invitationBy(by.name, formatting.when(made))}
        </span>
      </div>
      <Button size="small" look="quiet" isDisabled={isBusy} aria-label={uninviteNamed(role, said)} onPress={onEnd}>
        {uninvite}
      </Button>
    </li>
  );
}
