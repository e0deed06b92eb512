import { useRef } from 'react';
import { copyText } from '../clipboard.ts';
import { Button } from './button.tsx';
import { TextField } from './text-field.tsx';
import { showToast } from './toast.tsx';
import './copy-field.css';

/** Something that is there to be copied, with the button that does so beside it. */
export function CopyField({
  label,
  hint,
  value,
  action,
  copied,
  notCopied,
}: {
  label: string;
  hint: string;
  value: string;
  /** What the button says. */
  action: string;
  copied: string;
  /** Said where the system's clipboard takes nothing. */
  notCopied: string;
}) {
  const field = useRef<HTMLDivElement>(null);
  function copy() {
    const isCopied = copyText(value);
    field.current?.querySelector('input')?.select();
    showToast({ text: isCopied ? copied : notCopied });
  }
  return (
    <div className="copy-field" ref={field}>
      <TextField label={label} hint={hint} value={value} isReadOnly />
      <Button autoFocus onPress={copy}>
        {action}
      </Button>
    </div>
  );
}
