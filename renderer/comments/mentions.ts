import { type EditorState, Plugin } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { commentSchema } from '../../shared/comments/schema.ts';
import { folded } from '../../shared/folding.ts';
import { formatLink } from '../../shared/links.ts';
import type { Person } from '../../shared/model/people.ts';

/** Somebody's name that is being written behind an `@`. */
export interface Mention {
  /** What is written of it. */
  query: string;
  /** From the `@` to the caret, as positions of the document. */
  from: number;
  to: number;
}

/** What the field's keys mean while names are offered. */
export interface MentionKeys {
  /** What is being written changed, or nothing is written any more. */
  changed(mention: Mention | undefined): void;
  /** True where the key chose among the names, or put them away. */
  key(event: KeyboardEvent): boolean;
}

/** An `@` at the beginning of a word, and up to three words behind it. */
const WRITTEN = /(?:^|[\s(])@((?:[\p{L}\p{M}\p{N}'’.-]+ ?){0,3})$/u;

/** Tells what name is being written, and hands over the keys that choose. */
export function mentions(keys: MentionKeys): Plugin {
  return new Plugin({
    view: () => {
      let last: string | undefined;
      return {
        update: (view) => {
          const mention = mentionAt(view.state);
          const key = mention && `${mention.from} ${mention.query}`;
          if (key === last) return;
          last = key;
          keys.changed(mention);
        },
      };
    },
    props: { handleKeyDown: (_, event) => keys.key(event) },
  });
}

/** The name that is being written at the caret. */
function mentionAt(state: EditorState): Mention | undefined {
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.isTextblock || $from.parent.type.spec.code) return undefined;
  const before = $from.parent.textBetween(0, $from.parentOffset, undefined, '\ufffc');
  const found = WRITTEN.exec(before);
  const query = found?.[1];
  if (query === undefined) return undefined;
  const to = $from.pos;
  // What is a mention already is not written anew.
  if ($from.marks().some((mark) => mark.type === commentSchema.marks.link)) return undefined;
  return { query, from: to - query.length - 1, to };
}

/** The people whose names have what is written, those that begin so first. */
export function peopleFor(query: string, people: Iterable<Person>): Person[] {
  const wanted = folded(query.trim());
  return [...people]
    .map((person) => ({ person, name: folded(person.name) }))
    .filter(({ name }) => name.startsWith(wanted) || name.split(' ').some((part) => part.startsWith(wanted)))
    .toSorted((a, b) => Number(b.name.startsWith(wanted)) - Number(a.name.startsWith(wanted)))
    .slice(0, 6)
    .map(({ person }) => person);
}

/** Writes somebody's name as a mention: a link, so that every format which keeps links keeps it, and the name as text. */
export function insertMention(view: EditorView, { from, to }: Mention, person: Person): void {
  const { schema, tr } = view.state;
  const href = formatLink({ to: 'person', person: person.id });
  const name = schema.text(`@${person.name}`, [commentSchema.marks.link.create({ href })]);
  const next = tr.replaceWith(from, to, [name, schema.text(' ')]).removeStoredMark(commentSchema.marks.link);
  view.dispatch(next.scrollIntoView());
  view.focus();
}
