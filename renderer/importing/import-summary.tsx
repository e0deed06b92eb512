import { CircleAlert, CircleCheck } from 'lucide-react';
import { useMemo } from 'react';
import { findHidden } from '../../shared/hidden-characters.ts';
import { account } from '../../shared/importing/account.ts';
import type { ImportedArticle, ImportedBlock } from '../../shared/importing/imported.ts';
import { Button } from '../controls/button.tsx';
import { words } from '../words/words.ts';
import { LanguageMenu } from './language-menu.tsx';
import './import-summary.css';

/** The account of an import in one line: how many blocks, how many left out, and that nothing is missing. */
export function ImportSummary({
  article,
  blocks,
  changes,
  onLeftOut,
  onClosed,
}: {
  article: ImportedArticle;
  blocks: readonly ImportedBlock[];
  changes: number;
  /** Goes to the next block that is left out. */
  onLeftOut: () => void;
  /** A menu in it was closed, and the keyboard should go to the list. */
  onClosed: () => void;
}) {
  const missing = useMemo(() => account(article).unaccounted.length, [article]);
  const hidden = useMemo(
    () => article.blocks.reduce((sum, block) => sum + findHidden(block.text).length, 0),
    [article],
  );
  const out = blocks.filter((block) => block.leftOut !== undefined).length;
  return (
    <div className="import-summary">
      <p>
        <span>{words.importing.blocks(blocks.length)}</span>
        {out > 0 ? (
          <Button size="small" look="quiet" onPress={onLeftOut}>
            {words.importing.outOf(out)}
          </Button>
        ) : (
          <span>{words.importing.outOf(out)}</span>
        )}
        {changes > 0 && <span className="import-summary-changes">{words.importing.changes(changes)}</span>}
        {missing === 0 ? (
          <span className="import-summary-square">
            <CircleCheck aria-hidden /> {words.importing.accounted}
          </span>
        ) : (
          <strong className="import-summary-missing">
            <CircleAlert aria-hidden /> {words.importing.unaccounted(missing)}
          </strong>
        )}
        {hidden > 0 && <span className="import-summary-hidden">{words.importing.hidden(hidden)}</span>}
      </p>
      {article.remarks?.map((remark) => (
        <p key={remark} className="import-summary-remark">
          {remark}
        </p>
      ))}
      <p>
        <LanguageMenu article={article} onClosed={onClosed} />
        <span>{words.importing.formats[article.format]}</span>
        {article.encoding && <span>{words.importing.encoding(article.encoding)}</span>}
      </p>
    </div>
  );
}
