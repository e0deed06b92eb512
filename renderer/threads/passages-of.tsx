import { X } from 'lucide-react';
import { isQuoted } from '../../shared/anchors/quote.ts';
import type { TextIndex } from '../../shared/anchors/text-index.ts';
import { useBrief } from '../brief/brief-context.tsx';
import type { Placed } from '../brief/placed.ts';
import { rangeAt } from '../brief/use-passages.ts';
import { Button } from '../controls/button.tsx';
import { IconButton } from '../controls/icon-button.tsx';
import { words } from '../words/words.ts';

/**
 * The words that were marked, where they can't be seen beside the card: those that changed or can't be found, with the
 * way to choose them anew; and each of several, to be gone to.
 */
export function PassagesOf({ placed }: { placed: Placed }) {
  const { store, actions, changePassage } = useBrief();
  const { annotation, placement } = placed;
  const { id, anchors } = annotation;
  const mayPlace = actions.may('placed', annotation);
  const said =
    placement.state === 'orphaned'
      ? words.brief.needsPassage
      : placement.state === 'moved'
        ? hasItsWords(placed, store.text)
          ? words.brief.movedElsewhere
          : words.brief.moved
        : '';
  return (
    <>
      {said && (
        <div className="marked-words">
          <p>{said}</p>
          {anchors.map(({ quote, offset }, index) => (
            <div key={`${offset} ${quote.exact}`}>
              <blockquote dir="auto">{quote.exact}</blockquote>
              {mayPlace && !rangeAt(placed, index) && (
                <Button size="small" onPress={() => changePassage(id, { replace: index })}>
                  {words.brief.choosePassage}
                </Button>
              )}
            </div>
          ))}
        </div>
      )}
      {anchors.length > 1 && !said && <Several placed={placed} mayPlace={mayPlace} />}
    </>
  );
}

function Several({ placed, mayPlace }: { placed: Placed; mayPlace: boolean }) {
  const { store, actions, showPassage } = useBrief();
  const { id, anchors } = placed.annotation;
  return (
    <ol className="passages" aria-label={words.brief.passages}>
      {anchors.map(({ quote, offset }, index) => {
        const range = rangeAt(placed, index);
        const shown = (range ? store.text.slice(range) : quote.exact).slice(0, 160);
        return (
          <li key={`${offset} ${quote.exact}`}>
            <button
              type="button"
              className="passage-link"
              aria-label={`${words.brief.passage(index + 1, anchors.length)}: ${words.brief.showPassage(shown)}`}
              onClick={() => showPassage(id, index)}
            >
              <span dir="auto">{shown}</span>
            </button>
            {mayPlace && (
              <IconButton
                label={words.brief.removePassage(index + 1)}
                onPress={() =>
                  void actions.place(
                    id,
                    anchors.flatMap((_, keep) => (keep === index ? [] : [{ keep }])),
                  )
                }
              >
                <X aria-hidden />
              </IconButton>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** Whether each of an annotation's passages has the very words that were marked. */
function hasItsWords(placed: Placed, text: TextIndex): boolean {
  return placed.annotation.anchors.every(({ quote }, index) => {
    const range = rangeAt(placed, index);
    return range !== undefined && isQuoted(text.slice(range), quote);
  });
}
