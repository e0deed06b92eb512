import type { PassageChange } from '../brief/use-passages.ts';
import { Button } from '../controls/button.tsx';
import { words } from '../words/words.ts';

/** Says that the next words that are selected become a passage, and how to leave it. */
export function PassageNotice({ change, onCancel }: { change: PassageChange; onCancel(): void }) {
  return (
    <div className="passage-notice" role="note">
      <span>{change === 'add' ? words.brief.selectFurther : words.brief.selectNew}</span>
      <Button size="small" onPress={onCancel}>
        {words.everywhere.cancel}
      </Button>
    </div>
  );
}
