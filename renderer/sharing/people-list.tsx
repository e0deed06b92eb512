import { useCallback, useEffect, useState } from 'react';
import type { Member, SyncState } from '../../shared/bridge.ts';
import { INVITED_ROLES, type InvitedRole } from '../../shared/roles.ts';
import { Avatar } from '../controls/avatar.tsx';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { ChoiceField } from '../controls/fields.tsx';
import { Notice } from '../controls/notice.tsx';
import { showToast } from '../controls/toast.tsx';
import { When } from '../controls/when.tsx';
import { useCall, useEvent } from '../services.tsx';
import { words } from '../words/words.ts';

const ROLE_OPTIONS = INVITED_ROLES.map((value) => ({ value, label: words.sharing.roles[value] }));

/**
 * Everybody who is in a brief: role, devices, last seen; owners change roles and remove. Roles are known without a
 * relay, and are shown before it has answered.
 */
export function PeopleList({ sync }: { sync: SyncState }) {
  const { brief, role, person } = sync;
  const isOffline = sync.state === 'offline';
  const people = useCall('sharing.people');
  const known = useCall('sharing.members');
  const setRole = useCall('sharing.setRole');
  const [members, setMembers] = useState<Member[]>();
  /** The relay has told of their devices. */
  const [isTold, setTold] = useState(false);
  const [removing, setRemoving] = useState<Member>();
  const { run: ask } = people;
  const { run: look } = known;
  const load = useCallback(async () => {
    if (!isOffline) {
      const now = await ask({ brief });
      if (now) setMembers(now);
      if (now) return setTold(true);
    }
    setTold(false);
    const now = await look({ brief });
    if (now) setMembers(now);
  }, [ask, look, brief, isOffline]);
  useEffect(() => {
    void look({ brief }).then((now) => setMembers((before) => before ?? now));
  }, [look, brief]);
  useEffect(() => {
    void load();
  }, [load]);
  // Somebody joined, or came, or has another role now.
  useEvent('brief.changed', (event) => {
    if (event.brief === brief && event.entries.some(({ type }) => ABOUT_PEOPLE.has(type))) void load();
  });
  useEvent('presence.changed', (event) => {
    if (event.brief === brief) void load();
  });

  async function give(member: Member, to: InvitedRole | 'removed') {
    const given = await setRole.run({ brief, person: member.id, role: to });
    if (!given) return;
    const { removed, removedLater } = words.sharing;
    if (to === 'removed') showToast({ text: (given.waits ? removedLater : removed)(member.name) });
    setRemoving(undefined);
    await load();
  }

  return (
    <section aria-label={words.sharing.members}>
      <h3 className="sharing-heading">{words.sharing.members}</h3>
      {isOffline && <Notice>{words.sharing.membersOffline}</Notice>}
      {people.problem && !isOffline && <Notice look="trouble">{people.problem}</Notice>}
      {setRole.problem && !removing && <Notice look="trouble">{setRole.problem}</Notice>}
      <ul className="sharing-people" aria-busy={people.busy}>
        {members?.map((member) => (
          <li key={member.id}>
            <Avatar person={member} />
            <div className="sharing-person">
              <strong dir="auto">{member.id === person ? words.sharing.you(member.name) : member.name}</strong>
              {isTold && <Seen member={member} />}
            </div>
            {role === 'owner' ? (
              <ChoiceField
                label={words.sharing.roleOf(member.name)}
                labelAt="hidden"
                value={member.role as InvitedRole}
                options={ROLE_OPTIONS}
                isDisabled={setRole.busy}
                onChange={(to) => void give(member, to)}
              />
            ) : (
              <span>{words.sharing.roles[member.role]}</span>
            )}
            {role === 'owner' && member.id !== person && (
              <Button size="small" look="quiet" onPress={() => setRemoving(member)}>
                {words.sharing.remove}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {members?.length === 1 && <p className="sharing-hint">{words.sharing.nobodyYet}</p>}
      <Dialog
        role="alertdialog"
        title={removing ? words.sharing.removeTitle(removing.name) : ''}
        isOpen={removing !== undefined}
        onOpenChange={(open) => !open && setRemoving(undefined)}
        actions={
          <>
            <Button autoFocus onPress={() => setRemoving(undefined)}>
              {words.everywhere.cancel}
            </Button>
            <Button look="danger" isPending={setRole.busy} onPress={() => removing && void give(removing, 'removed')}>
              {words.sharing.doRemove}
            </Button>
          </>
        }
      >
        <p>{removing && words.sharing.removeWhy(removing.name)}</p>
        {setRole.problem && <Notice look="trouble">{setRole.problem}</Notice>}
      </Dialog>
    </section>
  );
}

const ABOUT_PEOPLE = new Set<string>(['person', 'role', 'joined', 'left']);

function Seen({ member: { devices, lastSeen } }: { member: Member }) {
  if (lastSeen === null) return <span className="sharing-hint">{words.sharing.neverSeen}</span>;
  return (
    <span className="sharing-hint" title={devices.map(({ name }) => name).join(', ')}>
      {words.sharing.devices(devices.length)} ·{' '}
      {devices.some(({ online }) => online) ? (
        words.sharing.hereNow
      ) : (
        <When time={lastSeen} phrase={words.sharing.seen} />
      )}
    </span>
  );
}
