import { Bold, Code, ImagePlus, Italic, Link, List } from 'lucide-react';
import type { Node } from 'prosemirror-model';
import { EditorState, TextSelection } from 'prosemirror-state';
import { Decoration, DecorationSet, EditorView } from 'prosemirror-view';
import { memo, type ReactNode, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { withLinks } from '../../shared/comments/auto-link.ts';
import { fromMarkdown } from '../../shared/comments/from-markdown.ts';
import { toMarkdown } from '../../shared/comments/to-markdown.ts';
import { MAX_COMMENT_LENGTH } from '../../shared/model/entry.ts';
import { useBrief } from '../brief/brief-context.tsx';
import { useRegistry } from '../commands/commands.tsx';
import { Button } from '../controls/button.tsx';
import { IconButton } from '../controls/icon-button.tsx';
import { choosePicture } from '../images/picture-files.ts';
import { usePictures } from '../images/pictures-context.tsx';
import { words } from '../words/words.ts';
import { commentPictures, insertPicture } from './comment-pictures.ts';
import { editingPlugins, isUndo, isUntouched, linkAt, setLink, toggles } from './editing.ts';
import { LinkField } from './link-field.tsx';
import { MentionList } from './mention-list.tsx';
import { mentions } from './mentions.ts';
import { useMentions } from './use-mentions.ts';
import './comment-body.css';
import './composer.css';

/** The field's own commands, for whoever shows it. */
export interface ComposerHandle {
  focus(): void;
  /** What was written in it was sent in another way. */
  empty(): void;
}

/** A field that a comment is written in. */
export interface ComposerProps {
  /** What it is, for screen readers. */
  label: string;
  placeholder: string;
  /** The Markdown to begin with: a draft, or the wording that is changed. */
  initial: string;
  /** The verb on its button. */
  verb: string;
  /** Where the button may be pressed with nothing written. */
  mayBeEmpty?: boolean;
  autoFocus?: boolean;
  /** After each change. */
  onChange(markdown: string): void;
  /** True where it was taken, and the field is to be emptied. */
  onSend(markdown: string): Promise<boolean>;
  /** What is sent is shown elsewhere at once, and comes back into the field where it wasn't taken. */
  emptyAtOnce?: boolean;
  /** Escape. */
  onLeave(): void;
  onBlur(): void;
  /** A key that is shown in the empty field, as a hint. */
  hint?: ReactNode;
  /** What stands before the button. */
  children?: ReactNode;
  handle?: React.Ref<ComposerHandle>;
}

/** Writes a comment: bold, italic, code, links and lists; Ctrl Enter sends it, Escape leaves it as a draft. */
export function Composer(props: ComposerProps) {
  const { label, placeholder, initial, verb, mayBeEmpty = false, autoFocus = false, hint, children, handle } = props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const { store } = useBrief();
  const registry = useRegistry();
  const pictures = usePictures();
  const put = (file: File) => store.putPicture(file);
  const newest = useRef(props);
  newest.current = props;
  const [markdown, setMarkdown] = useState(initial);
  // Nothing shows it: that it is on its way stands at the foot of the screen.
  const sending = useRef(false);
  const [focused, setFocused] = useState(autoFocus);
  const [link, setLinkOpen] = useState<string>();
  const mentioning = useMentions(view);
  const tooLong = markdown.length > MAX_COMMENT_LENGTH;
  const maySend = (mayBeEmpty || markdown !== '') && !tooLong;

  const send = async () => {
    if (!view.current || sending.current) return;
    const written = toMarkdown(withLinks(view.current.state.doc));
    if ((written === '' && !mayBeEmpty) || written.length > MAX_COMMENT_LENGTH) return;
    const { onSend, emptyAtOnce } = newest.current;
    const { doc } = view.current.state;
    const sent = onSend(written);
    if (emptyAtOnce) empty();
    else sending.current = true;
    const taken = await sent;
    sending.current = false;
    if (taken && !emptyAtOnce) empty();
    if (!taken && emptyAtOnce) putBack(doc);
  };
  const empty = () => {
    if (!view.current || view.current.isDestroyed) return;
    view.current.updateState(stateOf('', view.current.state.plugins));
    setMarkdown('');
  };
  /** Before what was written meanwhile. */
  const putBack = (doc: Node) => {
    if (!view.current || view.current.isDestroyed) return;
    const { tr, doc: now } = view.current.state;
    tr.replaceWith(0, isBlank(now) ? now.content.size : 0, doc.content);
    view.current.dispatch(tr.setSelection(TextSelection.atEnd(tr.doc)));
  };
  const actions = useRef({ send });
  actions.current = { send };

  // biome-ignore lint/correctness/useExhaustiveDependencies: the view is made once; what changes is read through refs.
  useEffect(() => {
    if (!place.current) return;
    const made: EditorView = new EditorView(place.current, {
      state: stateOf(initial, [
        mentions(mentioning.keys),
        commentPictures(put, pictures),
        ...editingPlugins({
          send: () => void actions.current.send(),
          leave: () => newest.current.onLeave(),
          link: () => setLinkOpen(linkAt(made.state)),
        }),
      ]),
      attributes: () => ({
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': newest.current.label,
        class: 'comment-body composer-text',
        dir: 'auto',
        spellcheck: 'true',
      }),
      // Where nothing was written there is nothing to undo here: what was done to the brief is meant.
      handleKeyDown: ({ state }, event) => isUndo(event) && isUntouched(state) && registry.runKey(event),
      decorations: (state) => emptyHint(state, newest.current.placeholder),
      dispatchTransaction: (transaction) => {
        made.updateState(made.state.apply(transaction));
        if (!transaction.docChanged) return;
        const written = toMarkdown(made.state.doc);
        setMarkdown(written);
        newest.current.onChange(written);
      },
      handleDOMEvents: {
        blur: () => {
          newest.current.onBlur();
          return false;
        },
      },
    });
    view.current = made;
    if (autoFocus) made.focus();
    return () => made.destroy();
  }, []);

  // The first comment becomes a reply as soon as it has been sent.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the view asks for both.
  useEffect(() => {
    if (view.current && !view.current.isDestroyed) view.current.updateState(view.current.state);
  }, [label, placeholder]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: it works on the view alone, which is made once.
  useImperativeHandle(handle, () => ({ focus: () => view.current?.focus(), empty }), []);

  // The same object each time: a letter draws none of the buttons anew.
  const tools = useMemo<Tools>(
    () => ({
      toggle: (name) => {
        const { current } = view;
        if (!current) return;
        toggles[name](current.state, current.dispatch, current);
        current.focus();
      },
      link: () => view.current && setLinkOpen(linkAt(view.current.state)),
      picture: async () => {
        const file = await choosePicture();
        if (file && view.current) await insertPicture(view.current, file, (each) => store.putPicture(each));
      },
    }),
    [store],
  );

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only follows where the focus is.
    <div
      className="composer"
      data-empty={markdown === '' || undefined}
      data-placeholder={placeholder}
      onFocus={() => setFocused(true)}
      onBlur={({ currentTarget, relatedTarget }) => setFocused(currentTarget.contains(relatedTarget))}
    >
      <div className="composer-field">
        <div ref={place} />
        {hint && <span className="composer-hint">{hint}</span>}
      </div>
      {mentioning.people.length > 0 && (
        <MentionList
          id={mentioning.id}
          people={mentioning.people}
          active={mentioning.active}
          onChoose={mentioning.choose}
        />
      )}
      {link !== undefined && (
        <LinkField
          address={link}
          onClose={(href) => {
            setLinkOpen(undefined);
            const { current } = view;
            if (href !== undefined && current) setLink(href)(current.state, current.dispatch);
            current?.focus();
          }}
        />
      )}
      {tooLong && <p className="composer-problem">{words.brief.tooLong}</p>}
      {/* The buttons come when the field is used, so that a thread at rest is its words. */}
      {(focused || markdown !== '') && (
        <div className="composer-foot">
          <ComposerTools tools={tools} />
          <span className="composer-space">{children}</span>
          <Button look="primary" size="small" isDisabled={!maySend} onPress={() => void send()}>
            {verb}
          </Button>
        </div>
      )}
    </div>
  );
}

interface Tools {
  toggle(name: keyof typeof toggles): void;
  link(): void;
  picture(): void;
}

/** The buttons for what else than letters a comment may have. */
const ComposerTools = memo(function ComposerTools({ tools }: { tools: Tools }) {
  return (
    <>
      <IconButton label={words.brief.bold} shortcut="Ctrl B" onPress={() => tools.toggle('bold')}>
        <Bold aria-hidden />
      </IconButton>
      <IconButton label={words.brief.italic} shortcut="Ctrl I" onPress={() => tools.toggle('italic')}>
        <Italic aria-hidden />
      </IconButton>
      <IconButton label={words.brief.code} shortcut="Ctrl E" onPress={() => tools.toggle('code')}>
        <Code aria-hidden />
      </IconButton>
      <IconButton label={words.brief.link} shortcut="Ctrl K" onPress={tools.link}>
        <Link aria-hidden />
      </IconButton>
      <IconButton label={words.brief.bulletList} onPress={() => tools.toggle('list')}>
        <List aria-hidden />
      </IconButton>
      <IconButton label={words.images.add} onPress={tools.picture}>
        <ImagePlus aria-hidden />
      </IconButton>
    </>
  );
});

function stateOf(markdown: string, plugins: EditorState['plugins'] | ReturnType<typeof editingPlugins>): EditorState {
  const doc = fromMarkdown(markdown);
  return EditorState.create({ doc, plugins: [...plugins], selection: TextSelection.atEnd(doc) });
}

/** Whether a field has nothing in it but the line that one writes into. */
function isBlank({ childCount, firstChild }: Node): boolean {
  return childCount === 1 && firstChild?.isTextblock === true && firstChild.content.size === 0;
}

/** The words in an empty field, which say what to write. */
function emptyHint(state: EditorState, placeholder: string): DecorationSet {
  const { doc } = state;
  if (!isBlank(doc)) return DecorationSet.empty;
  return DecorationSet.create(doc, [
    Decoration.node(0, doc.firstChild?.nodeSize ?? 2, { class: 'composer-empty', 'data-placeholder': placeholder }),
  ]);
}
