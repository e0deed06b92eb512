import type { EditorView } from 'prosemirror-view';
import { type RefObject, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Person } from '../../shared/model/people.ts';
import { useBrief } from '../brief/brief-context.tsx';
import { insertMention, type Mention, type MentionKeys, peopleFor } from './mentions.ts';

/** The names that a comment's field offers behind an `@`. */
export interface Mentioning {
  id: string;
  people: readonly Person[];
  active: number;
  keys: MentionKeys;
  choose(person: Person): void;
}

/** Offers the people of the brief while a name is being written. */
export function useMentions(view: RefObject<EditorView | undefined>): Mentioning {
  const { store } = useBrief();
  const id = useId();
  const [mention, setMention] = useState<Mention>();
  const [active, setActive] = useState(0);
  const people = useMemo(
    () => (mention ? peopleFor(mention.query, store.notes.people.persons.values()) : []),
    [mention, store],
  );
  const choose = (person: Person) => {
    if (view.current && mention) insertMention(view.current, mention, person);
    setMention(undefined);
  };
  const newest = useRef({ people, active, choose });
  newest.current = { people, active, choose };

  // The field says which name would be taken, for those who can't see the list.
  useEffect(() => {
    const dom = view.current?.dom;
    if (!dom) return;
    if (people.length === 0) {
      dom.removeAttribute('aria-activedescendant');
      dom.removeAttribute('aria-controls');
    } else {
      dom.setAttribute('aria-controls', id);
      dom.setAttribute('aria-activedescendant', `${id}-${active}`);
    }
  }, [view, id, people, active]);

  const keys = useMemo<MentionKeys>(
    () => ({
      changed: (next) => {
        setMention(next);
        setActive(0);
      },
      key: (event) => {
        const { people: offered, active: at, choose: take } = newest.current;
        if (offered.length === 0 || event.isComposing) return false;
        const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
        const person = offered[at];
        if (step !== 0) setActive((at + step + offered.length) % offered.length);
        else if ((event.key === 'Enter' || event.key === 'Tab') && !event.ctrlKey && !event.metaKey && person)
          take(person);
        else if (event.key === 'Escape') setMention(undefined);
        else return false;
        return true;
      },
    }),
    [],
  );
  return { id, people, active, keys, choose };
}
