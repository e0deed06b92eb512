import { Lock } from 'lucide-react';
import { useRef } from 'react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { Draft } from '../../shared/bridge.ts';
import { plainText } from '../../shared/comments/schema.ts';
import { KINDS, type Kind } from '../../shared/model/kinds.ts';
import { useBrief } from '../brief/brief-context.tsx';
import { parsed } from '../comments/comment-body.tsx';
import { Composer } from '../comments/composer.tsx';
import { Button } from '../controls/button.tsx';
import { Tooltip } from '../controls/tooltip.tsx';
import { words } from '../words/words.ts';
import { KindChip } from './kind-chip.tsx';

/** The kind that a comment has until another is chosen: the one that claims nothing of its passage. */
const DEFAULT_KIND: Kind = 'note';

/** An annotation that is being written, beside its passage. */
export function NewCard({
  draft,
  isOpen,
  onChange,
  onContinue,
  onLeave,
  onSend,
  onDiscard,
}: {
  draft: Draft;
  isOpen: boolean;
  onChange(draft: Draft): void;
  onContinue(): void;
  onLeave(): void;
  onSend(draft: Draft): Promise<boolean>;
  onDiscard(): void;
}) {
  const { store } = useBrief();
  const kind = draft.kind ?? DEFAULT_KIND;
  const newest = useRef(draft);
  newest.current = draft;
  const whole = (draft.passages?.length ?? 0) === 0;
  const title = whole ? words.brief.newWhole : words.brief.newComment;
  if (!isOpen) {
    return (
      <article className="card card-draft" aria-label={words.brief.draftHere}>
        <header className="card-head">
          <KindChip kind={kind} />
          <strong className="card-kind">{words.brief.draft}</strong>
          {whole && <span className="card-badge">{words.brief.wholeBrief}</span>}
        </header>
        <p className="card-preview" dir="auto">
          {plainText(parsed(draft.body)).slice(0, 300)}
        </p>
        <div className="thread-foot">
          <Button size="small" look="quiet" onPress={onContinue}>
            {words.brief.continueDraft}
          </Button>
          <Button size="small" look="quiet" onPress={onDiscard}>
            {words.brief.discardDraft}
          </Button>
        </div>
      </article>
    );
  }
  return (
    <article className={`card card-draft kind-${kind}`} data-open aria-label={title}>
      <header className="card-head">
        <strong className="card-kind">{title}</strong>
      </header>
      <ToggleButtonGroup
        className="kind-choice"
        aria-label={words.brief.kind}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[kind]}
        onSelectionChange={(keys) => {
          const [chosen] = keys;
          if (chosen) onChange({ ...newest.current, kind: chosen as Kind });
        }}
      >
        {KINDS.map((each) => (
          <Tooltip key={each.kind} text={words.brief.kinds[each.kind]}>
            <ToggleButton id={each.kind} aria-label={words.brief.kinds[each.kind]} className="kind-choice-button">
              <KindChip kind={each.kind} />
            </ToggleButton>
          </Tooltip>
        ))}
      </ToggleButtonGroup>
      <label className="card-private-choice">
        <input
          type="checkbox"
          checked={draft.private === true}
          onChange={({ currentTarget }) => {
            const { private: _, ...rest } = newest.current;
            onChange(currentTarget.checked ? { ...rest, private: true } : rest);
          }}
        />
        <Lock aria-hidden />
        {words.brief.private}
      </label>
      <Composer
        key={draft.key}
        label={title}
        placeholder={words.brief.writeComment}
        initial={draft.body}
        verb={words.brief.annotate}
        mayBeEmpty={!whole}
        autoFocus
        onChange={(body) => onChange({ ...newest.current, body })}
        onBlur={() => store.flushDrafts()}
        onLeave={onLeave}
        onSend={(body) => onSend({ ...newest.current, kind, body })}
      >
        <Button size="small" look="quiet" onPress={onDiscard}>
          {words.brief.discardDraft}
        </Button>
      </Composer>
    </article>
  );
}
