import { type EditorState, Plugin, type Transaction } from 'prosemirror-state';
import type { Bridge, Caret } from '../../shared/bridge.ts';
import type { ArticlePage } from '../article/article-page.ts';
import type { BriefStore } from '../brief/brief-store.ts';
import { isApart } from './apart.ts';
import { bound } from './binding.ts';
import { type CaretOf, caretsPlugin, ownCaret, showCarets } from './carets.ts';
import { type Carried, carriedWith, passagesAt } from './carry.ts';
import { insertFigure } from './edit-commands.ts';
import { type EditSurroundings, editPlugins } from './edit-plugins.ts';
import { Replica } from './replica.ts';
import { keepTried, triedWords } from './tried.ts';

/** Lists, margin and rail follow what is typed when it pauses for so long. */
const PAUSE_MS = 350;
/** A colleague's typing is followed at least so often. */
const MOST_BEHIND_MS = 1_500;

/** Whoever is writing has not seen yet that it is refused; what they write until they pause for so long is kept, too. */
const LAST_WORDS_MS = 1_000;

/** By then the view has read what an input method wrote. */
const COMPOSED_MS = 60;

/** What a session tells the screen. */
export interface SessionEvents {
  /** The caret moved, or what it stands in changed; asked, it tells where it is. */
  moved(caret: (() => Caret | undefined) | undefined): void;
  undo(direction: 'undo' | 'redo'): void;
  /** It ended by itself: the services won't have the change, or another article stands in the place of this one. */
  ended(why: unknown): void;
  trouble(error: unknown): void;
}

/** The article while it is edited: the page bound to a replica of its document, until `end`. */
export class EditSession {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private behindSince: number | undefined;
  private carried: Carried | undefined;
  /** Why it ends, and where what was typed is kept, once the services won't have it. */
  private failed: { why: unknown; kept: string[] } | undefined;
  private over = false;
  private surroundings = '';
  private readonly listeners = new Set<() => void>();

  private constructor(
    private readonly store: BriefStore,
    readonly page: ArticlePage,
    private readonly events: SessionEvents,
    private readonly replica: Replica,
  ) {}

  /**
   * Begins to edit the article of an open brief.
   *
   * @throws {Refusal} where the person's role doesn't allow it
   */
  static async begin(
    bridge: Bridge,
    store: BriefStore,
    page: ArticlePage,
    events: SessionEvents,
  ): Promise<EditSession> {
    let session: EditSession | undefined;
    const replica = await Replica.open(bridge, store.opened.id, {
      coming: () => page.hear(),
      busy: () => page.view.composing,
      saving: (saving) => {
        if (saving) store.setTyping(true);
        else session?.schedule();
      },
      refused: (error) => session?.fail(error),
      failed: events.trouble,
      replaced: () => session?.fail(undefined),
    });
    session = new EditSession(store, page, events, replica);
    try {
      session.start();
    } catch (error) {
      session.stop();
      throw error;
    }
    return session;
  }

  /** What the caret stands in, as a text that is another one where it stands in something else. */
  readonly caretIn = (): string => this.surroundings;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Ends it, when everything that was typed is on the disk. */
  async end(): Promise<void> {
    await this.replica.settled();
    this.stop();
  }

  /** Keeps a picture with the brief and puts a figure with it behind the caret's block. */
  async addPicture(file: File): Promise<void> {
    const info = await this.store.putPicture(file);
    if (!info || this.over) return;
    const { view } = this.page;
    insertFigure(info)(view.state, view.dispatch);
    view.focus();
  }

  private start(): void {
    const { store, page, replica } = this;
    const { doc, plugin } = bound(replica.body);
    const surroundings: EditSurroundings = {
      undo: this.events.undo,
      pictures: (files) => {
        for (const file of files) void this.addPicture(file);
      },
    };
    store.putOff.hold();
    store.settle = () => this.caughtUp();
    page.startEditing(doc, [this.watching(), ...editPlugins(surroundings), plugin, caretsPlugin()]);
    page.focus();
    // It stood there before.
    this.events.moved(() => ownCaret(page.view.state));
  }

  /** Shows where the others' carets are. */
  showCarets(carets: readonly CaretOf[]): void {
    // What an input method composes would be broken off; they tell again when they move.
    if (!this.over && !this.page.view.composing) showCarets(this.page.view, carets);
  }

  /** Resolves when everything that was typed is on the disk and the whole screen shows it. */
  private async caughtUp(): Promise<void> {
    await this.replica.settled();
    if (this.over) return;
    if (this.page.view.composing) {
      this.schedule();
      return;
    }
    if (!this.failed) {
      this.follow();
      return;
    }
    this.page.hear();
    this.stop();
    this.events.ended(this.failed.why);
  }

  /** What was typed is kept at once; the page takes more until its person pauses, and then shows what is stored. */
  private fail(why: unknown): void {
    if (this.over || this.failed) return;
    this.page.hear();
    const lost = why !== undefined || this.replica.unsaved;
    this.replica.leave();
    this.failed = { why, kept: [] };
    if (lost) this.keepTried();
    this.schedule();
  }

  private keepTried(): void {
    if (!this.failed || this.over) return;
    const { store, page } = this;
    this.failed.kept = keepTried(store, triedWords(page.view.state.doc, store.putOff.newest), this.failed.kept);
  }

  private stop(): void {
    if (this.over) return;
    this.over = true;
    clearTimeout(this.timer);
    this.events.moved(undefined);
    const { store, page } = this;
    store.settle = undefined;
    store.setTyping(false);
    store.putOff.release();
    page.stopEditing(store.snapshot().article);
    this.replica.end();
  }

  private schedule(): void {
    if (this.over) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.caughtUp(), this.failed ? LAST_WORDS_MS : PAUSE_MS);
  }

  private follow(): void {
    clearTimeout(this.timer);
    this.behindSince = undefined;
    this.store.setTyping(false);
    this.store.putOff.release(true);
  }

  /** Hears of every change, and carries annotations along with words that are cut and put in again. */
  private watching(): Plugin {
    const remember = () => {
      const range = this.page.selected();
      this.carried = range && carriedWith(range, this.page.wordsOf(range), this.store.snapshot().placed);
      return false;
    };
    const composed = () => {
      setTimeout(() => this.replica.catchUp(), COMPOSED_MS);
      return false;
    };
    return new Plugin({
      appendTransaction: (transactions) => {
        for (const each of transactions) this.changed(each);
        return null;
      },
      view: () => ({
        update: (view, before) => {
          this.look(view.state);
          if (!view.state.selection.eq(before.selection)) this.events.moved(() => ownCaret(view.state));
        },
      }),
      props: { handleDOMEvents: { cut: remember, copy: remember, dragstart: remember, compositionend: composed } },
    });
  }

  /** Most letters change nothing of what the bar shows, which is then not drawn again. */
  private look({ selection: { $from } }: EditorState): void {
    const around: string[] = [];
    for (let depth = 1; depth <= $from.depth; depth++) {
      const { type, attrs } = $from.node(depth);
      around.push(
        type.name,
        String(attrs.level ?? ''),
        type.name === 'figure' ? `${$from.before(depth)} ${attrs.alt}` : '',
      );
    }
    const now = around.join('/');
    if (now === this.surroundings) return;
    this.surroundings = now;
    for (const listener of [...this.listeners]) listener();
  }

  private changed(transaction: Transaction): void {
    if (!transaction.docChanged) return;
    if (this.failed) {
      // The page shows it a moment later.
      queueMicrotask(() => this.keepTried());
      this.schedule();
      return;
    }
    const now = performance.now();
    this.behindSince ??= now;
    if (now - this.behindSince < MOST_BEHIND_MS || transaction.getMeta('addToHistory') !== false) this.schedule();
    if (transaction.getMeta('addToHistory') !== false && isApart(transaction)) this.replica.nextIsApart();
    const how = transaction.getMeta('uiEvent') as string | undefined;
    const { carried } = this;
    if ((how !== 'paste' && how !== 'drop') || !carried || carried.annotations.length === 0) return;
    // The page shows it a moment later.
    setTimeout(() => void this.putIn(carried, transaction), 0);
  }

  /** Gives annotations whose words were cut, and are put in again here, their passages in the new place. */
  private async putIn(carried: Carried, transaction: Transaction): Promise<void> {
    const offset = this.page.findNear(carried.words, transaction.selection.head);
    if (offset === undefined) return;
    await this.caughtUp();
    for (const { id, ranges } of carried.annotations) {
      const state = this.store.placed(id)?.placement.state;
      // What was copied still stands where it was.
      if (state !== 'orphaned') continue;
      await this.store.act({ do: 'place', annotation: id, passages: passagesAt(offset, carried, ranges) });
    }
  }
}
