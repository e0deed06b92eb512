import { Fragment } from 'react';
import { segmentsOf } from '../../shared/anchors/segments.ts';
import type { LookedBack, PastBlock } from '../../shared/offline/looking-back.ts';
import { VisibleText } from '../hidden-characters/visible-text.tsx';
import { words } from '../words/words.ts';
import { PastPage } from './past-page.tsx';

/** An article as it was, with what was marked in it then. */
export function PastArticle({ looked: { article, shown } }: { looked: LookedBack }) {
  return (
    <PastPage label={words.lookingBack.article}>
      <div className="article past-article" dir={shown.direction} lang={shown.language}>
        {article.map((block, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no other name, and none of them moves.
          <Block key={i} block={block} />
        ))}
      </div>
    </PastPage>
  );
}

function Block({ block }: { block: PastBlock }) {
  const text = <Marked block={block} />;
  if (block.type === 'title') return <h4 className="title">{text}</h4>;
  if (block.type === 'heading') return <h5>{text}</h5>;
  return <p className={block.type}>{text}</p>;
}

/** A block's text with its marks; where several overlap, the later one gives the look. */
function Marked({ block: { text, marks } }: { block: PastBlock }) {
  const kinds = new Map(marks.map(({ annotation, kind }) => [annotation, kind]));
  const segments = segmentsOf(marks.map(({ annotation, from, to }) => ({ id: annotation, from, to })));
  let reached = 0;
  const parts = segments.map(({ from, to, ids }) => {
    const before = text.slice(reached, from);
    reached = to;
    const kind = kinds.get(ids.at(-1) ?? '') ?? 'note';
    return (
      <Fragment key={from}>
        <VisibleText text={before} />
        <mark className={`hl hl-${kind}`} title={words.brief.kinds[kind]}>
          <VisibleText text={text.slice(from, to)} />
        </mark>
      </Fragment>
    );
  });
  return (
    <>
      {parts}
      <VisibleText text={text.slice(reached)} />
    </>
  );
}
