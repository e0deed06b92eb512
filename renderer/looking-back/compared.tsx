import { useState } from 'react';
import type { Kind, Reason } from '../../shared/model/kinds.ts';
import type { LookedBack, ThreadChange } from '../../shared/offline/looking-back.ts';
import { TickField } from '../controls/fields.tsx';
import { VisibleText } from '../hidden-characters/visible-text.tsx';
import { BlockList } from '../offline/block-list.tsx';
import { KindChip } from '../threads/kind-chip.tsx';
import { words } from '../words/words.ts';
import { PastPage } from './past-page.tsx';

/** What is different between a moment and another one: the article block by block, and the threads. */
export function Compared({ looked: { blocks, threads } }: { looked: LookedBack }) {
  const { lookingBack } = words;
  const [all, setAll] = useState(false);
  const different = blocks.filter(({ kind }) => kind !== 'same');
  return (
    <div className="timeline-pages">
      <div className="timeline-compared">
        <div className="timeline-compared-head">
          <h3>{different.length === 0 ? lookingBack.sameArticle : lookingBack.differs(different.length)}</h3>
          {different.length > 0 && different.length < blocks.length && (
            <TickField label={lookingBack.showSame} value={all} onChange={setAll} />
          )}
        </div>
        {different.length > 0 && <BlockList blocks={all ? blocks : different} label={lookingBack.article} />}
      </div>
      <div className="past-threads">
        <h3>{threads.length === 0 ? lookingBack.sameThreads : lookingBack.threadsDiffer(threads.length)}</h3>
        {threads.length > 0 && (
          <PastPage label={lookingBack.threadsDiffer(threads.length)}>
            <ul>
              {threads.map((each) => (
                <li key={each.id} data-change={each.change}>
                  <p className="past-thread-head">
                    <KindChip kind={each.kind as Kind} />
                    <strong>{lookingBack.threadIs[each.change]}</strong>
                  </p>
                  {each.quote !== null && (
                    <q dir="auto">
                      <VisibleText text={each.quote} />
                    </q>
                  )}
                  <p className="past-thread-foot">{changesIn(each).join(' · ')}</p>
                </li>
              ))}
            </ul>
          </PastPage>
        )}
      </div>
    </div>
  );
}

/** What became of a thread, each in a few words. */
function changesIn({ change, said, unsaid, reworded, status, toKind, toQuote, retagged }: ThreadChange): string[] {
  const { lookingBack, brief } = words;
  const reason = status?.reason as Reason | null | undefined;
  return [
    ...(said > 0 ? [change === 'new' ? lookingBack.newWith(said) : lookingBack.said(said)] : []),
    ...(unsaid > 0 ? [change === 'gone' ? lookingBack.newWith(unsaid) : lookingBack.unsaid(unsaid)] : []),
    ...(reworded > 0 ? [lookingBack.reworded(reworded)] : []),
    ...(status ? [reason ? lookingBack.resolvedAs(brief.reasons[reason].toLowerCase()) : lookingBack.nowOpen] : []),
    ...(toKind === undefined ? [] : [lookingBack.nowKind(brief.kinds[toKind as Kind])]),
    ...(toQuote === undefined ? [] : [toQuote === null ? lookingBack.nowNowhere : lookingBack.nowOn(toQuote)]),
    ...(retagged ? [lookingBack.retagged] : []),
  ];
}
