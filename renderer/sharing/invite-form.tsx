import { useState } from 'react';
import type { Results } from '../../shared/bridge.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import { INVITED_ROLES, type InvitedRole } from '../../shared/roles.ts';
import { Button } from '../controls/button.tsx';
import { CopyField } from '../controls/copy-field.tsx';
import { ChoiceField } from '../controls/fields.tsx';
import { Notice } from '../controls/notice.tsx';
import { useCall } from '../services.tsx';
import { formatting, words } from '../words/words.ts';

const HOUR_MS = 60 * 60 * 1000;
const ROLE_OPTIONS = INVITED_ROLES.map((value) => ({
  value,
  label: `${words.sharing.roles[value]}: ${words.sharing.roleMeans[value]}`,
}));
const LASTING_OPTIONS = words.sharing.lasting.map(({ hours, label }) => ({ value: String(hours), label }));
const USES_OPTIONS = [1, 2, 5, 10, 50].map((uses) => ({ value: String(uses), label: formatting.number(uses) }));

/** Makes a link that lets people in. */
export function InviteForm({ brief }: { brief: BriefId }) {
  const invite = useCall('sharing.invite');
  const [role, setRole] = useState<InvitedRole>('commenter');
  const [uses, setUses] = useState('1');
  const [hours, setHours] = useState(String(24 * 7));
  const [made, setMade] = useState<Results['sharing.invite']>();

  async function make() {
    const lasting = Number(hours) * HOUR_MS;
    setMade(await invite.run({ brief, role, uses: Number(uses), lasting }));
  }

  return (
    <section aria-label={words.sharing.invite} className="sharing-invite">
      <h3 className="sharing-heading">{words.sharing.invite}</h3>
      <p>{words.sharing.inviteWhy}</p>
      <div className="sharing-terms">
        <ChoiceField
          labelAt="above"
          label={words.sharing.role}
          value={role}
          options={ROLE_OPTIONS}
          onChange={(to) => setRole(to)}
        />
        <ChoiceField
          labelAt="above"
          label={words.sharing.uses}
          value={uses}
          options={USES_OPTIONS}
          onChange={setUses}
        />
        <ChoiceField
          labelAt="above"
          label={words.sharing.expires}
          value={hours}
          options={LASTING_OPTIONS}
          onChange={setHours}
        />
        <Button isPending={invite.busy} onPress={() => void make()}>
          {words.sharing.makeLink}
        </Button>
      </div>
      {invite.problem && <Notice look="trouble">{invite.problem}</Notice>}
      {made && <MadeLink key={made.link} made={made} />}
    </section>
  );
}

function MadeLink({ made: { link, role, uses, expires } }: { made: Results['sharing.invite'] }) {
  return (
    <CopyField
      label={words.sharing.link}
      hint={words.sharing.linkFor(role, uses, formatting.whenInFull(expires))}
      value={link}
      action={words.sharing.copy}
      copied={words.sharing.copied}
      notCopied={words.sharing.notCopied}
    />
  );
}
