import type { Annotation } from '../../shared/model/annotation.ts';
import { useBrief, useBriefPart } from '../brief/brief-context.tsx';
import { copyText } from '../clipboard.ts';
import { CommentBody } from '../comments/comment-body.tsx';
import { Button } from '../controls/button.tsx';
import { showToast } from '../controls/toast.tsx';
import { words } from '../words/words.ts';
import { replyDraft, suggestionDraft } from './drafts-in.ts';

/** What somebody began to write in a thread and may not send any more: to be read and copied, until they discard it. */
export function KeptDrafts({ annotation }: { annotation: Annotation }) {
  const { store } = useBrief();
  useBriefPart(({ drafts }) => drafts);
  const kept = [replyDraft(annotation.id), suggestionDraft(annotation.id)].flatMap((key) => store.draft(key) ?? []);
  return kept.map(({ key, body }) => (
    <section key={key} className="kept-draft" aria-label={words.brief.draft}>
      <p className="thread-note">{words.brief.draftKeptHere}</p>
      <CommentBody markdown={body} />
      <div className="thread-foot">
        <Button
          size="small"
          onPress={() => showToast({ text: copyText(body) ? words.brief.draftCopied : words.brief.draftNotCopied })}
        >
          {words.brief.copyDraft}
        </Button>
        <Button size="small" look="quiet" onPress={() => store.dropDraft(key)}>
          {words.brief.discardDraft}
        </Button>
      </div>
    </section>
  ));
}
