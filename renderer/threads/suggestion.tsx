import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Annotation, Comment } from '../../shared/model/annotation.ts';
import { MAX_SUGGESTION_LENGTH, type Suggestion } from '../../shared/model/entry.ts';
import { afterFrame } from '../after-frame.ts';
import { useBrief } from '../brief/brief-context.tsx';
import type { Placed } from '../brief/placed.ts';
import { rangeAt } from '../brief/use-passages.ts';
import { Button } from '../controls/button.tsx';
import { Keys } from '../controls/keys.tsx';
import { TextField } from '../controls/text-field.tsx';
import { ChangedWords } from '../offline/block-list.tsx';
import { words } from '../words/words.ts';
import { suggestionDraft } from './drafts-in.ts';
import { latestSuggestion } from './latest-suggestion.ts';
import './suggestion.css';

/** The words that a comment suggests, against those that it would replace; an editor accepts or declines them. */
export function SuggestedWords({ comment, annotation }: { comment: Comment; annotation: Annotation }) {
  const { actions } = useBrief();
  const [declining, setDeclining] = useState(false);
  if (!comment.suggests) return null;
  const mayDecide = annotation.status.state === 'open' && actions.mayAccept(annotation);
  const isLatest = latestSuggestion(annotation) === comment;
  return (
    <div className="suggestion">
      <Difference suggests={comment.suggests} label={words.brief.suggests} />
      {mayDecide && !declining && (
        <div className="suggestion-foot">
          <Button size="small" onPress={() => void actions.accept(comment.id)}>
            {words.brief.accept}
            {isLatest && <Keys keys="Y" />}
          </Button>
          <Button size="small" look="quiet" onPress={() => setDeclining(true)}>
            {words.brief.decline}
          </Button>
        </div>
      )}
      {mayDecide && declining && (
        <OneField
          label={words.brief.declineWhy}
          verb={words.brief.decline}
          begun=""
          onSend={(why) => actions.resolve(annotation.id, 'rejected', why)}
          onEnd={() => setDeclining(false)}
        />
      )}
    </div>
  );
}

/** Suggests other words for an annotation's first passage, beginning with those that it has. */
export function SuggestWording({
  placed,
  said,
  onSuggested,
  onEnd,
}: {
  placed: Placed;
  /** What is written in the field for a reply: it is said along with the wording. */
  said: string;
  /** Both are on disk. */
  onSuggested(): void;
  onEnd(): void;
}) {
  const { store, actions } = useBrief();
  const before = useReplaceable(placed);
  const key = suggestionDraft(placed.annotation.id);
  if (before === undefined) return null;
  return (
    <OneField
      label={words.brief.suggestedWords}
      verb={words.brief.suggest}
      begun={before}
      written={store.draft(key)?.body}
      onChange={(body) => (body === before ? store.dropDraft(key) : store.keepDraft({ key, body }))}
      onSend={async (after) => {
        const taken = await actions.suggest(placed.annotation.id, after, said.trim());
        if (!taken) return false;
        store.dropDraft(key);
        onSuggested();
        return true;
      }}
      onEnd={() => {
        store.flushDrafts();
        onEnd();
      }}
    >
      {(after) => (
        <>
          <Difference suggests={{ before, after }} label={words.brief.suggests} />
          {said.trim() !== '' && <p className="thread-note">{words.brief.suggestWithReply}</p>}
        </>
      )}
    </OneField>
  );
}

/** The words of an annotation's first passage, where others can be suggested: plain text within one paragraph. */
export function useReplaceable(placed: Placed): string | undefined {
  const { store } = useBrief();
  const range = rangeAt(placed, 0);
  const before = range && store.text.slice(range);
  return before && before.length <= MAX_SUGGESTION_LENGTH && !/[\n\uFFFC]/.test(before) ? before : undefined;
}

function Difference({ suggests: { before, after }, label }: { suggests: Suggestion; label: string }) {
  return (
    <section className="suggestion-words" dir="auto" aria-label={label}>
      <ChangedWords before={before} after={after} />
    </section>
  );
}

/** A field with the button that sends what stands in it; Escape leaves it, Ctrl Enter sends. */
function OneField({
  label,
  verb,
  begun,
  written = begun,
  onChange,
  onSend,
  onEnd,
  children,
}: {
  label: string;
  verb: string;
  begun: string;
  /** What was written into it before. */
  written?: string | undefined;
  onChange?(text: string): void;
  onSend(text: string): Promise<boolean>;
  onEnd(): void;
  /** What stands under the field, of what stands in it. */
  children?: (text: string) => ReactNode;
}) {
  const { focusArticle } = useBrief();
  const [text, setText] = useState(written);
  const [sending, setSending] = useState(false);
  const field = useRef<HTMLDivElement>(null);
  // Once more: a mouse button that goes down on what goes away as it does takes the focus from the field.
  useEffect(() => afterFrame(() => field.current?.querySelector('textarea')?.focus()), []);
  const wanted = text.replace(/\s*\n\s*/g, ' ').trim();
  const maySend = wanted !== '' && wanted !== begun && wanted.length <= MAX_SUGGESTION_LENGTH && !sending;
  // The field goes, and the keys of the page are to work after it.
  const end = () => {
    onEnd();
    focusArticle();
  };
  const send = async () => {
    if (!maySend) return;
    setSending(true);
    const taken = await onSend(wanted);
    setSending(false);
    if (taken) end();
  };
  return (
    <div className="suggestion-field" ref={field}>
      <TextField
        label={label}
        lines={2}
        value={text}
        autoFocus
        onChange={(value) => {
          setText(value);
          onChange?.(value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') end();
          else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
          else event.continuePropagation();
        }}
      />
      {wanted !== begun && children?.(wanted)}
      <div className="suggestion-foot">
        <Button size="small" isDisabled={!maySend} onPress={() => void send()}>
          {verb}
        </Button>
        <Button size="small" look="quiet" onPress={end}>
          {words.everywhere.cancel}
        </Button>
      </div>
    </div>
  );
}
