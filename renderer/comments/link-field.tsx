import { useState } from 'react';
import { Button } from '../controls/button.tsx';
import { TextField } from '../controls/text-field.tsx';
import { words } from '../words/words.ts';
import { isAddress } from './editing.ts';

/** Asks for the address of a link, within the field that it belongs to. */
export function LinkField({
  address,
  onClose,
}: {
  address: string;
  /** With the address, null to take the link away, or undefined to leave all as it is. */
  onClose(href: string | null | undefined): void;
}) {
  const [value, setValue] = useState(address);
  const [problem, setProblem] = useState<string>();
  const submit = () => {
    const typed = value.trim();
    // Most people leave the beginning out; a bare host can only mean one thing.
    const href = /^[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(typed) ? `https://${typed}` : typed;
    if (isAddress(href)) onClose(href);
    else setProblem(words.brief.linkBad);
  };
  return (
    <div className="composer-link">
      <TextField
        label={words.brief.linkAddress}
        value={value}
        onChange={setValue}
        problem={problem}
        autoFocus
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            event.preventDefault();
            submit();
          } else if (event.key === 'Escape') onClose(undefined);
          else event.continuePropagation();
        }}
      />
      <div className="composer-link-actions">
        {address && (
          <Button size="small" look="quiet" onPress={() => onClose(null)}>
            {words.brief.linkRemove}
          </Button>
        )}
        <Button size="small" onPress={submit}>
          {words.brief.linkSet}
        </Button>
      </div>
    </div>
  );
}
