import { memo, useEffect, useRef, useState } from 'react';
import type { Annotation, Comment, Signed, Status } from '../../shared/model/annotation.ts';
import { REASONS, type Reason } from '../../shared/model/kinds.ts';
import { afterFrame } from '../after-frame.ts';
import { useBrief, useRepliesOnTheirWay } from '../brief/brief-context.tsx';
import { whoOf } from '../brief/people-of.ts';
import type { Placed } from '../brief/placed.ts';
import { Composer, type ComposerHandle } from '../comments/composer.tsx';
import { Button } from '../controls/button.tsx';
import { Keys } from '../controls/keys.tsx';
import { Menu, MenuItem, MenuSection } from '../controls/menu.tsx';
import { SomebodyWriting } from '../sharing/reading.tsx';
import { useSharing } from '../sharing/sharing-context.tsx';
import { useSeeing } from '../sharing/use-seen.ts';
import { useLater } from '../use-later.ts';
import { words } from '../words/words.ts';
import { CommentView } from './comment-view.tsx';
import { replyDraft, suggestionDraft } from './drafts-in.ts';
import { KeptDrafts } from './kept-drafts.tsx';
import { Labels } from './labels.tsx';
import { MoreMenu } from './more-menu.tsx';
import { PassagesOf } from './passages-of.tsx';
import { SuggestWording, useReplaceable } from './suggestion.tsx';
import { Time } from './time.tsx';

/**
 * An open card's inside: what was said and decided in order, and below it what can be done. The words are there at
 * once, the tools a moment later, so that stepping from thread to thread costs no more than reading them.
 */
export function Thread({
  placed,
  reply,
  isWriting,
}: {
  placed: Placed;
  reply: number;
  /** Something in it is written and not yet sent. */
  isWriting: boolean;
}) {
  const { store } = useBrief();
  const { annotation } = placed;
  useSeeing(annotation.id);
  const later = useLater(annotation.id);
  // Whoever wants to reply, or is at it, doesn't wait for the field.
  const furnished = later !== undefined || reply > 0 || isWriting;
  const { withdrawn } = annotation;

  // Who is in the middle of a sentence keeps the field: the letters that follow would be taken for commands.
  if (withdrawn && !isWriting) return <Withdrawn annotation={annotation} />;
  return (
    <div className="thread">
      {withdrawn && (
        <p className="thread-note" role="status">
          {words.brief.withdrawnMeanwhile(whoOf(store.notes, withdrawn).name)}
        </p>
      )}
      {placed.private && <p className="thread-note">{words.brief.privateWhat}</p>}
      <PassagesOf placed={placed} />
      <History annotation={annotation} furnished={furnished} />
      <Labels annotation={annotation} />
      <SomebodyWriting annotation={annotation.id} />
      {furnished ? <ThreadTools placed={placed} reply={reply} /> : <div className="thread-unfurnished" />}
    </div>
  );
}

/** What was said and decided, and behind it what is being saved. */
const History = memo(function History({ annotation, furnished }: { annotation: Annotation; furnished: boolean }) {
  const { onItsWay } = useBrief().store;
  const replies = useRepliesOnTheirWay(annotation.id);
  const view = (comment: Comment, isSaving: boolean) => (
    <CommentView
      key={onItsWay.nameOf(comment.id)}
      comment={comment}
      annotation={annotation}
      furnished={furnished}
      isSaving={isSaving}
    />
  );
  const events = history(annotation).map(({ key, comment, decision }) =>
    comment ? view(comment, false) : <Decision key={key} decision={decision} />,
  );
  return <ol className="comments">{[...events, ...replies.map((reply) => view(reply, true))]}</ol>;
});

/** The field for a reply, and what can be done with a thread. */
function ThreadTools({ placed, reply }: { placed: Placed; reply: number }) {
  const { annotation } = placed;
  const { store, actions, open, focusArticle } = useBrief();
  const { teller } = useSharing();
  const draftKey = replyDraft(annotation.id);
  const [written, setWritten] = useState(() => store.draft(draftKey)?.body ?? '');
  const [suggesting, setSuggesting] = useState(() => store.draft(suggestionDraft(annotation.id)) !== undefined);
  const replaceable = useReplaceable(placed);
  const composer = useRef<ComposerHandle>(null);
  useEffect(() => {
    if (reply > 0) composer.current?.focus();
  }, [reply]);

  const mayReply = actions.may('commented') && !placed.unverified;
  const mayDecide = actions.may('status', annotation);
  const resolved = annotation.status.state === 'resolved';
  const first = annotation.comments.length === 0;
  // It closes at once, and comes back with what was written where it wasn't taken.
  const resolve = async (reason: Reason) => {
    store.flushDrafts();
    open(undefined);
    // The menu is gone by then, which keeps the focus to itself, and the answer is on screen: to give the focus to a long
    // article has the browser lay it out.
    afterFrame(focusArticle);
    if (await actions.resolve(annotation.id, reason, written)) store.dropDraft(draftKey);
    else open(annotation.id);
  };
  return (
    <>
      {mayReply ? (
        <Composer
          handle={composer}
          label={first ? words.brief.comment : words.brief.replyLabel}
          placeholder={first ? words.brief.firstComment : words.brief.reply}
          initial={written}
          verb={first ? words.brief.comment : words.brief.send}
          hint={<Keys keys="R" />}
          emptyAtOnce
          onChange={(body) => {
            setWritten(body);
            store.keepDraft({ key: draftKey, body });
            teller.writing(annotation.id);
          }}
          onBlur={() => store.flushDrafts()}
          onLeave={() => {
            store.flushDrafts();
            focusArticle();
          }}
          onSend={async (body) => {
            teller.wrote();
            setWritten('');
            const sent = store.draft(draftKey);
            const taken = await actions.reply(annotation.id, body);
            // It stays a draft until it is on disk; what was written meanwhile is another one.
            const now = store.draft(draftKey);
            if (taken && now === sent) store.dropDraft(draftKey);
            // The field has both again, if it is still here.
            else if (!taken && now && now !== sent) store.keepDraft({ key: draftKey, body: `${body}\n\n${now.body}` });
            return taken;
          }}
        />
      ) : (
        <>
          <p className="thread-note">
            {placed.unverified ? words.brief.unverifiedWhat : words.brief.notAllowed(store.role)}
          </p>
          <KeptDrafts annotation={annotation} />
        </>
      )}
      {mayReply && suggesting && (
        <SuggestWording
          placed={placed}
          said={written}
          onSuggested={() => {
            teller.wrote();
            setWritten('');
            store.dropDraft(draftKey);
            composer.current?.empty();
          }}
          onEnd={() => setSuggesting(false)}
        />
      )}
      {annotation.withdrawn ? null : (
        <div className="thread-foot">
          {/* At once, as with publishing below. */}
          {mayReply && !resolved && !suggesting && replaceable !== undefined && (
            <Button size="small" look="quiet" onPressStart={() => setSuggesting(true)}>
              {words.brief.suggestWording}
            </Button>
          )}
          {resolved ? (
            <Button
              size="small"
              look="quiet"
              isDisabled={!mayDecide}
              onPress={() => void actions.reopen(annotation.id)}
            >
              {words.brief.reopen}
            </Button>
          ) : (
            <Menu
              trigger={
                <Button size="small" look="quiet" isDisabled={!mayDecide}>
                  {words.brief.resolve}
                </Button>
              }
            >
              <MenuSection title={written ? words.brief.resolveWithReply : words.brief.resolveAs}>
                {REASONS.map((reason) => (
                  <MenuItem key={reason} label={words.brief.reasons[reason]} onAction={() => void resolve(reason)} />
                ))}
              </MenuSection>
            </Menu>
          )}
          {/* At once when it is pressed: the field that loses the focus grows smaller, and the button moves away. */}
          {placed.private && (
            <Button size="small" onPressStart={() => void actions.publish([annotation.id])}>
              {words.brief.publish}
            </Button>
          )}
          <MoreMenu annotation={annotation} />
        </div>
      )}
      {mayReply && !mayDecide && <p className="thread-note">{words.brief.notYours}</p>}
    </>
  );
}

type Event = { at: number; key: string } & (
  | { comment: Comment; decision?: never }
  | { comment?: never; decision: Status & Signed }
);

/** Comments and decisions in the order in which they happened. */
function history(annotation: Annotation): Event[] {
  const events: Event[] = [
    ...annotation.comments.map((comment) => ({ at: comment.at, key: comment.id, comment })),
    ...annotation.statuses.map((decision, index) => ({ at: decision.at, key: `status ${index}`, decision })),
  ];
  return events.sort((a, b) => a.at - b.at);
}

function Decision({ decision }: { decision: Status & Signed }) {
  const { store } = useBrief();
  const { name } = whoOf(store.notes, decision);
  return (
    <li className="decision" data-state={decision.state}>
      {decision.state === 'resolved' ? words.brief.resolvedBy(decision.reason, name) : words.brief.reopenedBy(name)}
      {' · '}
      <Time at={decision.at} />
    </li>
  );
}

function Withdrawn({ annotation }: { annotation: Annotation }) {
  const { store, actions, open } = useBrief();
  if (!annotation.withdrawn) return null;
  const { name } = whoOf(store.notes, annotation.withdrawn);
  return (
    <div className="thread">
      <p className="thread-note">
        {words.brief.withdrawnBy(name)} · <Time at={annotation.withdrawn.at} />
      </p>
      <ol className="comments">
        {annotation.comments.map((comment) => (
          <CommentView key={comment.id} comment={comment} annotation={annotation} furnished isSaving={false} />
        ))}
      </ol>
      {actions.may('restored', annotation) && (
        <div className="thread-foot">
          <Button
            size="small"
            onPress={async () => {
              await actions.restore(annotation.id);
              open(annotation.id, { scroll: true });
            }}
          >
            {words.brief.restore}
          </Button>
        </div>
      )}
    </div>
  );
}
