import { useEffect, useState } from 'react';
import type { BriefId } from '../../shared/model/ids.ts';
import type { Verification } from '../../shared/offline/verification.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Notice } from '../controls/notice.tsx';
import { VisibleText } from '../hidden-characters/visible-text.tsx';
import { useCall } from '../services.tsx';
import { formatting, words } from '../words/words.ts';
import './offline.css';

/** Checks every signature of a brief again, and says who wrote what. */
export function SignaturesDialog({ brief, onClose }: { brief: BriefId; onClose(): void }) {
  const { run, busy, problem } = useCall('offline.verify');
  const [found, setFound] = useState<Verification>();
  useEffect(() => {
    void run({ brief }).then(setFound);
  }, [run, brief]);
  return (
    <Dialog
      title={words.offline.signaturesTitle}
      isOpen
      onOpenChange={(open) => !open && onClose()}
      size="wide"
      actions={
        <Button look="primary" autoFocus onPress={onClose}>
          {words.everywhere.close}
        </Button>
      }
    >
      {problem && <Notice look="trouble">{problem}</Notice>}
      {busy && <p role="status">{words.offline.openReading}</p>}
      {found && (
        <>
          <Signatures found={found} />
          <p>{words.offline.onlyEntries}</p>
        </>
      )}
    </Dialog>
  );
}

/** What of a brief is signed by whom, and what isn't what it claims to be. */
export function Signatures({ found }: { found: Verification }) {
  const { verified, notYet, bad, people, removed } = found;
  const { offline } = words;
  return (
    <div className="offline-lines">
      <p>{offline.signed(verified, people.length)}</p>
      {notYet > 0 && <p>{offline.notYet(notYet)}</p>}
      {bad.length > 0 && <Notice look="trouble">{offline.bad(bad.length)}</Notice>}
      {removed !== null && removed > 0 && <p>{offline.removed(removed)}</p>}
      <details>
        <summary>{offline.wroteWhat}</summary>
        <table className="offline-table">
          <thead>
            <tr>
              <th scope="col">{offline.person}</th>
              <th scope="col">{offline.role}</th>
              <th scope="col">{offline.entries}</th>
            </tr>
          </thead>
          <tbody>
            {people.map(({ id, name, role, entries }) => (
              <tr key={id}>
                <th scope="row" dir="auto" title={id}>
                  <VisibleText text={name} />
                </th>
                <td>{offline.roles[role]}</td>
                <td>{formatting.number(entries)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {bad.length > 0 && (
          <>
            <p>{offline.badOnes}</p>
            <ul>
              {bad.map(({ id, reason }) => (
                <li key={id}>
                  <code>{id.slice(0, 12)}</code> {reason}
                </li>
              ))}
            </ul>
          </>
        )}
      </details>
    </div>
  );
}
