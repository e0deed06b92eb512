import type { Receipt } from '../../shared/exporting/exported-brief.ts';
import { words } from '../words/words.ts';

/** The account of an export for the person who made it. */
export function ReceiptView({ receipt }: { receipt: Receipt }) {
  const { exported, exportedComments, wholeBrief, orphaned, leftOut, namesReplaced, private: own = 0 } = receipt;
  const { exporting } = words;
  const groups = new Map<
    string,
    { what: 'thread' | 'comment'; reason: keyof typeof exporting.reasons; count: number }
  >();
  for (const { what, reason } of leftOut) {
    const key = `${what} ${reason}`;
    groups.set(key, { what, reason, count: (groups.get(key)?.count ?? 0) + 1 });
  }
  return (
    <div className="export-receipt">
      <p>{exporting.doneAll(exported, exportedComments)}</p>
      <ul>
        {wholeBrief > 0 && <li>{exporting.whole(wholeBrief)}</li>}
        {orphaned > 0 && <li>{exporting.orphaned(orphaned)}</li>}
        {own > 0 && <li>{exporting.private(own)}</li>}
        {namesReplaced !== undefined && <li>{exporting.namesReplaced(namesReplaced)}</li>}
      </ul>
      {leftOut.length === 0 ? (
        <p>{exporting.nothingLeftOut}</p>
      ) : (
        <>
          <p>{exporting.leftOut(leftOut.length)}</p>
          <ul>
            {[...groups].map(([key, { what, reason, count }]) => (
              <li key={key}>
                {(what === 'thread' ? exporting.leftOutThreads : exporting.leftOutComments)(
                  count,
                  exporting.reasons[reason],
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
