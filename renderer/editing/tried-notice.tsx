import { useBrief, useBriefPart } from '../brief/brief-context.tsx';
import { copyText } from '../clipboard.ts';
import { Button } from '../controls/button.tsx';
import { Notice } from '../controls/notice.tsx';
import { showToast } from '../controls/toast.tsx';
import { words } from '../words/words.ts';
import { keptTried } from './tried.ts';
import './tried-notice.css';

/** What was written in edit mode and not taken in: to be read and copied, until it is put away. */
export function TriedNotice() {
  const { store } = useBrief();
  const tried = keptTried(
    store,
    useBriefPart(({ drafts }) => drafts),
  );
  if (!tried) return null;
  const copy = () =>
    showToast({ text: copyText(tried.words) ? words.editing.triedCopied : words.editing.triedNotCopied });
  return (
    <div className="brief-notices tried">
      <Notice
        look="trouble"
        actions={
          <>
            <Button size="small" look="quiet" onPress={tried.forget}>
              {words.editing.triedForget}
            </Button>
            <Button size="small" onPress={copy}>
              {words.editing.triedCopy}
            </Button>
          </>
        }
      >
        <strong>{words.editing.tried}</strong> {words.editing.triedWhy}
      </Notice>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard. */}
      <blockquote className="tried-words" dir="auto" tabIndex={0} aria-label={words.editing.tried}>
        {tried.words}
      </blockquote>
    </div>
  );
}
