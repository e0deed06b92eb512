import { Ellipsis } from 'lucide-react';
import { memo, useCallback, useState } from 'react';
import type { Annotation, Comment } from '../../shared/model/annotation.ts';
import type { EntryId } from '../../shared/model/ids.ts';
import { useBrief } from '../brief/brief-context.tsx';
import { whoOf } from '../brief/people-of.ts';
import { CommentBody } from '../comments/comment-body.tsx';
import { Composer } from '../comments/composer.tsx';
import { Avatar } from '../controls/avatar.tsx';
import { Button } from '../controls/button.tsx';
import { IconButton } from '../controls/icon-button.tsx';
import { Menu, MenuItem } from '../controls/menu.tsx';
import { useLater } from '../use-later.ts';
import { words } from '../words/words.ts';
import { editDraft } from './drafts-in.ts';
import { ownReactions, React, Reactions } from './reactions.tsx';
import { SuggestedWords } from './suggestion.tsx';
import { Time } from './time.tsx';

/** One message of a thread: who said it, when, its earlier wordings, and what its author may do with it. */
export function CommentView({
  comment,
  annotation,
  furnished,
  isSaving,
}: {
  comment: Comment;
  annotation: Annotation;
  /** Its buttons are there. */
  furnished: boolean;
  /** It isn't on disk yet, as far as anybody knows. */
  isSaving: boolean;
}) {
  const { store, actions } = useBrief();
  const draftKey = editDraft(comment.id);
  const draft = store.draft(draftKey);
  const [editing, setEditing] = useState(draft !== undefined);
  const [earlierShown, setEarlierShown] = useState(false);
  const edit = useCallback(() => setEditing(true), []);
  const who = whoOf(store.notes, comment);
  // What was just said is read first; what can be done with it follows.
  const later = useLater(comment.id) !== undefined;

  if (comment.withdrawn) {
    const by = whoOf(store.notes, comment.withdrawn);
    return (
      <li className="comment comment-withdrawn">
        <p>
          {words.brief.withdrawnBy(by.name)} · <Time at={comment.withdrawn.at} />
        </p>
        {actions.may('restored', comment) && (
          <Button size="small" look="quiet" onPress={() => void actions.restore(comment.id)}>
            {words.brief.restore}
          </Button>
        )}
      </li>
    );
  }

  const mayEdit = actions.may('edited', comment) && comment.body !== '';
  const mayWithdraw = actions.may('withdrawn', comment);
  return (
    <li className="comment" data-saving={isSaving || undefined}>
      <Avatar person={who} />
      <div className="comment-main">
        <div className="comment-head">
          <strong dir="auto">{who.name}</strong>
          <span className="comment-when">
            {isSaving ? words.brief.saving : <Time at={comment.at} />}
            {comment.earlier.length > 0 && (
              <>
                {' · '}
                <button
                  type="button"
                  className="comment-edited"
                  aria-expanded={earlierShown}
                  aria-label={words.brief.editedShow}
                  onClick={() => setEarlierShown(!earlierShown)}
                >
                  {words.brief.edited}
                </button>
              </>
            )}
          </span>
          {!editing && !isSaving && furnished && later && (
            <span className="comment-more">
              {actions.may('reacted', comment) && <React id={comment.id} mine={ownReactions(comment, store.me.id)} />}
              <CommentMenu
                id={comment.id}
                name={who.name}
                mayWithdraw={mayWithdraw}
                mayErase={actions.may('erased', comment)}
                onEdit={mayEdit ? edit : undefined}
              />
            </span>
          )}
        </div>
        {editing ? (
          <Composer
            label={words.brief.edit}
            placeholder={words.brief.writeComment}
            initial={draft?.body ?? comment.body}
            verb={words.brief.save}
            autoFocus
            onChange={(body) => store.keepDraft({ key: draftKey, body })}
            onBlur={() => store.flushDrafts()}
            onLeave={() => {
              // Leaving an edit as it was begun keeps nothing; a changed wording stays as a draft.
              if (store.draft(draftKey)?.body === comment.body) store.dropDraft(draftKey);
              setEditing(false);
            }}
            onSend={async (body) => {
              const taken = body === comment.body || (await actions.edit(comment.id, body));
              if (taken) {
                store.dropDraft(draftKey);
                setEditing(false);
              }
              return taken;
            }}
          >
            <Button
              size="small"
              look="quiet"
              onPress={() => {
                store.dropDraft(draftKey);
                setEditing(false);
              }}
            >
              {words.everywhere.cancel}
            </Button>
          </Composer>
        ) : (
          comment.body !== '' && <CommentBody markdown={comment.body} />
        )}
        <SuggestedWords comment={comment} annotation={annotation} />
        <Reactions comment={comment} />
        {earlierShown && (
          <section className="comment-earlier" aria-label={words.brief.earlier}>
            {comment.earlier.toReversed().map(({ body, at }) => (
              <div key={at}>
                <Time at={at} />
                <CommentBody markdown={body} />
              </div>
            ))}
          </section>
        )}
      </div>
    </li>
  );
}

/** What else can be done with a comment; whatever else changes in its thread, this stays as it is drawn. */
const CommentMenu = memo(function CommentMenu({
  id,
  name,
  mayWithdraw,
  mayErase,
  onEdit,
}: {
  id: EntryId;
  /** Who said it. */
  name: string;
  mayWithdraw: boolean;
  mayErase: boolean;
  /** Absent where it isn't theirs to edit. */
  onEdit: (() => void) | undefined;
}) {
  const { actions, copyLink, show } = useBrief();
  return (
    <Menu
      placement="bottom end"
      trigger={
        <IconButton label={words.brief.commentMore(name)}>
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      <MenuItem label={words.brief.copyLink} onAction={() => copyLink(id)} />
      {onEdit && <MenuItem label={words.brief.edit} onAction={onEdit} />}
      {mayWithdraw && <MenuItem label={words.brief.withdraw} onAction={() => void actions.withdrawComment(id)} />}
      {mayErase && <MenuItem label={words.lookingBack.eraseMenu} look="danger" onAction={() => show({ erase: id })} />}
    </Menu>
  );
});
