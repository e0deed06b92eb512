import type { EntryId } from '../../shared/model/ids.ts';
import type { Moment } from '../../shared/offline/timeline.ts';
import { useBrief } from '../brief/brief-context.tsx';
import { VirtualList } from '../controls/virtual-list.tsx';
import { MOMENT_LINE_HEIGHT, MomentLine } from '../looking-back/moment-line.tsx';
import './changes-list.css';

/** Moments of a brief, a line in words each; a line that has a place on screen opens it. */
export function ChangesList({
  label,
  moments,
  onOpen,
}: {
  label: string;
  moments: readonly Moment[];
  /** A line was chosen, and its place comes on screen next. */
  onOpen(): void;
}) {
  const { store, open, showPlace } = useBrief();

  function openPlace(moment: Moment) {
    const offset = articlePlace(moment, store.text.text);
    if (!moment.annotation && offset === undefined) return;
    onOpen();
    if (moment.annotation) open(moment.annotation as EntryId, { scroll: true });
    else if (offset !== undefined) showPlace(offset);
  }

  return (
    <div className="changes-list">
      <VirtualList label={label} items={moments} rowHeight={MOMENT_LINE_HEIGHT} chosen={undefined} onChoose={openPlace}>
        {(moment) => <MomentLine moment={moment} />}
      </VirtualList>
    </div>
  );
}

/** Where in the article's text a change of it stands, as far as its words are still there. */
function articlePlace({ edits = [] }: Moment, text: string): number | undefined {
  for (const { after } of edits) {
    const at = after ? text.indexOf(after) : -1;
    if (at !== -1) return at;
  }
  return undefined;
}
