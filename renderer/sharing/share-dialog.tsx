import { useEffect, useId, useState } from 'react';
import type { SyncState } from '../../shared/bridge.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import type { People } from '../../shared/model/people.ts';
import { useBrief, useBriefPart } from '../brief/brief-context.tsx';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { TextField } from '../controls/text-field.tsx';
import { useCall } from '../services.tsx';
import { words } from '../words/words.ts';
import { InvitationList } from './invitation-list.tsx';
import { InviteForm } from './invite-form.tsx';
import { KeepIdentity } from './keep-identity.tsx';
import { Leave } from './leave.tsx';
import { PeopleList } from './people-list.tsx';
import './sharing.css';

/** Brings a brief to a relay; where it is there already, shows who is in it and lets owners invite. */
export function ShareDialog({
  brief,
  sync,
  isOpen,
  onClose,
}: {
  brief: BriefId;
  sync: SyncState | null;
  isOpen: boolean;
  onClose(): void;
}) {
  return (
    <Dialog
      title={sync ? words.sharing.sharedTitle : words.sharing.title}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      size="wide"
    >
      {sync ? <Shared sync={sync} onClose={onClose} /> : <NotShared brief={brief} onClose={onClose} />}
    </Dialog>
  );
}

function NotShared({ brief, onClose }: { brief: BriefId; onClose(): void }) {
  const share = useCall('sharing.share');
  const host = useCall('sharing.host');
  const [where, setWhere] = useState<'team' | 'host'>('team');
  const [relay, setRelay] = useState('');
  const [missing, setMissing] = useState(false);
  const busy = share.busy || host.busy;
  const problem = where === 'team' ? share.problem : host.problem;

  async function begin() {
    if (where === 'host') {
      await host.run({ brief });
      return;
    }
    setMissing(relay.trim() === '');
    if (relay.trim() !== '') await share.run({ brief, relay });
  }

  return (
    <form
      className="sharing-form"
      onSubmit={(event) => {
        event.preventDefault();
        void begin();
      }}
    >
      <p>{words.sharing.why}</p>
      <fieldset className="sharing-ways">
        <legend className="visually-hidden">{words.sharing.where}</legend>
        <Way name="team" label={words.sharing.team} chosen={where} onChoose={(way) => setWhere(way)}>
          <TextField
            label={words.sharing.relay}
            hint={words.sharing.relayHint}
            problem={missing ? words.sharing.relayMissing : undefined}
            value={relay}
            onChange={setRelay}
            isDisabled={where !== 'team'}
            autoFocus
          />
        </Way>
        <Way name="host" label={words.sharing.host} chosen={where} onChoose={(way) => setWhere(way)}>
          <p className="sharing-hint">{words.sharing.hostHint}</p>
        </Way>
      </fieldset>
      {problem && <Notice look="trouble">{problem}</Notice>}
      <div className="dialog-actions sharing-actions">
        <p role="status">{busy ? words.sharing.sharing : ''}</p>
        <Button onPress={onClose}>{words.everywhere.cancel}</Button>
        <Button look="primary" type="submit" isPending={busy}>
          {words.sharing.doShare}
        </Button>
      </div>
    </form>
  );
}

function Way<T extends string>({
  name,
  label,
  chosen,
  onChoose,
  children,
}: {
  name: T;
  label: string;
  chosen: T;
  onChoose(name: T): void;
  children: React.ReactNode;
}) {
  const id = useId();
  return (
    <div className="sharing-way" data-chosen={name === chosen || undefined}>
      <input id={id} type="radio" name="where" checked={name === chosen} onChange={() => onChoose(name)} />
      <label htmlFor={id}>{label}</label>
      <div className="sharing-way-more">{children}</div>
    </div>
  );
}

function ownersOf(people: People): number {
  return [...people.members()].filter((person) => people.roleOf(person) === 'owner').length;
}

function Shared({ sync, onClose }: { sync: SyncState; onClose(): void }) {
  const { store } = useBrief();
  const { brief, relay, role } = sync;
  const { run } = useCall('sharing.hosted');
  const [hosted, setHosted] = useState<readonly string[]>([]);
  useEffect(() => {
    void run({ brief }).then((addresses) => setHosted(addresses ?? []));
  }, [run, brief]);
  const [address] = hosted;
  const isLast = useBriefPart(() => role === 'owner' && ownersOf(store.notes.people) === 1);
  const denied = role === 'removed' ? words.sharing.leftAlready : isLast ? words.sharing.leaveLast : undefined;
  return (
    <>
      {address && <Notice>{words.sharing.hosted(address)}</Notice>}
      {role === 'owner' && <InviteForm brief={brief} />}
      {role === 'owner' && <InvitationList brief={brief} />}
      {role === 'owner' && <KeepIdentity />}
      <PeopleList sync={sync} />
      <div className="dialog-actions sharing-actions">
        <p>{words.sharing.onRelay(address ?? relay)}</p>
        <Leave brief={brief} denied={denied} onLeft={onClose} />
        <Button look="primary" onPress={onClose}>
          {words.everywhere.close}
        </Button>
      </div>
    </>
  );
}
