import { X } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { folded } from '../../shared/folding.ts';
import { MAX_TAG_LENGTH, MAX_TAGS } from '../../shared/model/entry.ts';
import { useBrief } from '../brief/brief-context.tsx';
import { words } from '../words/words.ts';
import './tag-field.css';

/** So many completions are shown; who wants others types on. */
const MOST_SHOWN = 8;

/**
 * Tags as they are given: each a lozenge that can be taken away, and a field that completes from those in use and those
 * of the vocabulary. Enter, a comma or a choice adds; Backspace in an empty field takes the last one away.
 */
export function TagField({
  label,
  tags,
  known,
  onChange,
  onSubmit,
  onlyKnown = false,
  autoFocus = false,
}: {
  label: string;
  tags: readonly string[];
  known: readonly string[];
  onChange(tags: string[]): void;
  /** Enter, where nothing is being written. */
  onSubmit?: () => void;
  /** Takes no tag that isn't known. */
  onlyKnown?: boolean;
  autoFocus?: boolean;
}) {
  const { store } = useBrief();
  const { vocabulary } = store.notes;
  const id = useId();
  const list = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const closed = onlyKnown || vocabulary.closed;
  const meanings = new Map(vocabulary.tags.map(({ name, meaning }) => [name, meaning]));
  const offered = vocabulary.closed && !onlyKnown ? vocabulary.tags.map(({ name }) => name) : known;
  const wanted = folded(text.trim());
  const found = offered
    .filter((tag) => !tags.includes(tag) && folded(tag).includes(wanted))
    .toSorted((a, b) => Number(folded(b).startsWith(wanted)) - Number(folded(a).startsWith(wanted)))
    .slice(0, MOST_SHOWN);
  const fresh = text.trim().slice(0, MAX_TAG_LENGTH).trim();
  const isNew = fresh !== '' && !closed && !offered.includes(fresh) && !tags.includes(fresh);
  const choices = [...found, ...(isNew ? [fresh] : [])];
  const shown = isOpen && choices.length > 0;
  const at = Math.min(active, choices.length - 1);

  const add = (tag: string | undefined) => {
    if (tag === undefined || tag === '' || tags.includes(tag) || tags.length >= MAX_TAGS) return;
    onChange([...tags, tag]);
    setText('');
    setActive(0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && choices.length > 0) {
      setOpen(true);
      setActive((at + step + choices.length) % choices.length);
    } else if ((event.key === 'Enter' || event.key === ',') && text.trim() !== '') {
      // What was typed to the letter comes before what only begins so.
      add(offered.includes(fresh) ? fresh : choices[at]);
    } else if (event.key === 'Enter' && onSubmit) onSubmit();
    else if (event.key === 'Backspace' && text === '') onChange(tags.slice(0, -1));
    else if (event.key === 'Escape' && shown) setOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="text-field tag-field">
      <label htmlFor={id}>{label}</label>
      <div className="tag-field-box">
        {tags.map((tag) => (
          <span key={tag} className="tag-field-tag">
            <span dir="auto">{tag}</span>
            <button
              type="button"
              aria-label={words.brief.removeTag(tag)}
              onClick={() => onChange(tags.filter((each) => each !== tag))}
            >
              <X aria-hidden />
            </button>
          </span>
        ))}
        <input
          id={id}
          role="combobox"
          aria-expanded={shown}
          aria-controls={list}
          aria-autocomplete="list"
          {...(shown ? { 'aria-activedescendant': `${list}-${at}` } : {})}
          autoComplete="off"
          // biome-ignore lint/a11y/noAutofocus: a dialog begins with its first field.
          autoFocus={autoFocus}
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            setActive(0);
            setOpen(true);
          }}
          onKeyDown={onKeyDown}
          onFocus={() => setOpen(true)}
          onBlur={() => {
            setOpen(false);
            if (isNew || offered.includes(fresh)) add(fresh);
          }}
        />
      </div>
      <p className="tag-field-closed" role="status">
        {vocabulary.closed && !onlyKnown && wanted !== '' && choices.length === 0 ? words.brief.noSuchTag : ''}
      </p>
      <div id={list} role="listbox" aria-label={label} className="tag-field-list" hidden={!shown}>
        {choices.map((tag, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys.
          <div
            key={tag}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => add(tag)}
          >
            <span dir="auto">{isNew && tag === fresh ? words.brief.newTag(tag) : tag}</span>
            {meanings.get(tag) && <small dir="auto">{meanings.get(tag)}</small>}
          </div>
        ))}
      </div>
    </div>
  );
}
