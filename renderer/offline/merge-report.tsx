import type { MergeReport } from '../../shared/offline/merging.ts';
import { VisibleText } from '../hidden-characters/visible-text.tsx';
import { words } from '../words/words.ts';
import { SideBySide } from './edited-apart.tsx';

/** What a merge brings, person by person, and what wants a look. */
export function MergeReportView({ report }: { report: MergeReport }) {
  const { people, from, editedTwice, statusTwice, setAside } = report;
  const edits = from.slice(1).reduce((sum, each) => sum + each.edits, 0);
  return (
    <div className="offline-lines">
      <ul className="offline-people">
        {people.map((one) => (
          <li key={one.id}>
            <strong dir="auto">
              <VisibleText text={one.name} />
            </strong>{' '}
            {words.offline.broughtBy(one)}
          </li>
        ))}
        {edits > 0 && <li>{words.offline.edits(edits, editedTwice.length)}</li>}
      </ul>
      {editedTwice.length > 0 && <h3>{words.offline.twiceTitle}</h3>}
      {editedTwice.map((each) => (
        <SideBySide key={`${each.ours} ${each.theirs}`} each={each} />
      ))}
      {statusTwice.length > 0 && <p>{words.offline.statusTwice(statusTwice.length)}</p>}
      {setAside.length > 0 && (
        <details>
          <summary>{words.offline.setAside(setAside.length)}</summary>
          <ul>
            {setAside.map(({ id, reason }) => (
              <li key={`${id} ${reason}`}>{reason}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
