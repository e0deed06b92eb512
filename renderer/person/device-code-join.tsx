import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { Person } from '../../shared/model/people.ts';
import { Button } from '../controls/button.tsx';
import { Notice } from '../controls/notice.tsx';
import { TextField } from '../controls/text-field.tsx';
import { showToast } from '../controls/toast.tsx';
import { useCall } from '../services.tsx';
import { words } from '../words/words.ts';

/** Makes this computer another one of somebody's, by the code that their other one shows. */
export function DeviceCodeJoin({ onPerson }: { onPerson(person: Person): void }) {
  const join = useCall('device.join');
  const [code, setCode] = useState('');
  const [sent, setSent] = useState(false);

  async function submit() {
    setSent(true);
    if (code.trim() === '') return;
    const came = await join.run({ code });
    if (!came) return;
    for (const text of came.missing) showToast({ text, look: 'trouble' });
    showToast({ text: words.person.joinedByCode(came.person.name, came.joined) });
    onPerson(came.person);
  }

  return (
    <Form
      className="device-code"
      aria-labelledby="device-join-title"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h3 id="device-join-title">{words.person.byCode}</h3>
      <TextField
        label={words.person.code}
        hint={words.person.codeHint}
        value={code}
        onChange={setCode}
        autoComplete="off"
        problem={sent && code.trim() === '' ? words.person.codeMissing : undefined}
      />
      {join.problem && <Notice look="trouble">{join.problem}</Notice>}
      <div className="device-code-foot">
        <Button look={code.trim() === '' ? 'plain' : 'primary'} type="submit" isPending={join.busy}>
          {words.person.joinByCode}
        </Button>
      </div>
    </Form>
  );
}
