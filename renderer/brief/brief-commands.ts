import type { EntryId } from '../../shared/model/ids.ts';
import { KINDS, type Kind, REASONS } from '../../shared/model/kinds.ts';
import { COLOURINGS } from '../article/colouring.ts';
import type { Command } from '../commands/command.ts';
import { EVERYTHING, isEverything, ORDERS } from '../list/filter.ts';
import type { Heading } from '../list/outline.ts';
import type { Listing } from '../list/use-listing.ts';
import { latestSuggestion } from '../threads/latest-suggestion.ts';
import { words } from '../words/words.ts';
import type { BriefActions } from './brief-actions.ts';
import type { BriefDialog } from './brief-context.tsx';
import type { Placed } from './placed.ts';
import type { PassageChange } from './use-passages.ts';

/** What the commands of an open brief work with. */
export interface BriefSurroundings {
  actions: BriefActions;
  listing: Listing;
  /** The annotation whose thread is open. */
  open: Placed | undefined;
  isSelected: boolean;
  isChangingPassage: boolean;
  outline: readonly Heading[];
  annotate(kind: Kind): void;
  comment(): void;
  annotateWhole(): void;
  /** New annotations are private. */
  privately: boolean;
  togglePrivately(): void;
  privateOnes: EntryId[];
  undo(direction: 'undo' | 'redo'): void;
  openAtCaret(): void;
  close(): void;
  reply(): void;
  show(dialog: BriefDialog): void;
  /** How the paragraph at the caret came to be. */
  showParagraph(): void;
  changePassage(id: EntryId, change: PassageChange): void;
  copyLink(id: EntryId): void;
  /** One on or back in the list's order. */
  step(by: 1 | -1): void;
  /** One on or back on the page. */
  stepOnPage(by: 1 | -1): void;
  focusArticle(): void;
  goTo(heading: Heading): void;
  find(): void;
  focusFilter(): void;
  showPane(pane: 'overview' | 'rows'): void;
  toggleList(): void;
  toggleThreads(): void;
  saveCopy(): void;
  mayEdit: boolean;
  toggleEditing(): void;
}

/** Everything that can be done with an open brief. */
export function briefCommands(brief: BriefSurroundings): Command[] {
  return [...annotating(brief), ...threadCommands(brief), ...moving(brief), ...listCommands(brief), ...rest(brief)];
}

const { titles } = words.commands;

function annotating(brief: BriefSurroundings): Command[] {
  const may = brief.actions.may('annotated');
  const enabled = brief.isSelected && may && !brief.isChangingPassage;
  return [
    ...KINDS.map(({ kind, digit, letter }): Command => {
      const title = titles.annotateAs(words.brief.kinds[kind]);
      const keys = [digit, letter.toLowerCase()];
      return { id: `annotate ${kind}`, title, group: 'annotate', keys, enabled, run: () => brief.annotate(kind) };
    }),
    { id: 'comment', title: titles.comment, group: 'annotate', keys: ['Enter'], enabled, run: brief.comment },
    {
      id: 'privately',
      title: titles.privately(brief.privately),
      group: 'annotate',
      enabled: may,
      run: brief.togglePrivately,
    },
    {
      id: 'publish all',
      title: words.brief.publishSeveral(brief.privateOnes.length),
      group: 'annotate',
      enabled: brief.privateOnes.length > 0,
      run: () => void brief.actions.publish(brief.privateOnes),
    },
    { id: 'whole', title: titles.whole, group: 'annotate', enabled: may, run: brief.annotateWhole },
    {
      id: 'undo',
      title: titles.undo,
      group: 'annotate',
      keys: ['Ctrl z'],
      // Whether there is anything is known when the wish before has been carried out; keys may come faster.
      run: () => brief.undo('undo'),
    },
    {
      id: 'redo',
      title: titles.redo,
      group: 'annotate',
      keys: ['Ctrl Shift z', 'Ctrl y'],
      run: () => brief.undo('redo'),
    },
  ];
}

function threadCommands(brief: BriefSurroundings): Command[] {
  const { actions, open, isSelected } = brief;
  const annotation = open?.annotation.withdrawn ? undefined : open?.annotation;
  const about = (type: Parameters<BriefActions['may']>[0]) =>
    annotation !== undefined && !isSelected && actions.may(type, annotation);
  const on = (run: (id: EntryId) => void) => () => annotation && run(annotation.id);
  const isOpen = annotation?.status.state === 'open';
  const suggestion = annotation && latestSuggestion(annotation);
  const anchors = annotation?.anchors.length ?? 0;
  return [
    {
      id: 'open',
      title: titles.openAtCaret,
      group: 'thread',
      keys: ['Enter'],
      keyOnly: true,
      enabled: !isSelected,
      run: brief.openAtCaret,
    },
    {
      id: 'close',
      title: titles.close,
      group: 'thread',
      keys: ['Escape'],
      keyOnly: true,
      enabled: open !== undefined || isSelected || brief.isChangingPassage,
      run: brief.close,
    },
    { id: 'reply', title: titles.reply, group: 'thread', keys: ['r'], enabled: about('commented'), run: brief.reply },
    {
      id: 'accept',
      title: titles.accept,
      group: 'thread',
      keys: ['y'],
      enabled: suggestion !== undefined && !isSelected && annotation !== undefined && actions.mayAccept(annotation),
      run: () => suggestion && void actions.accept(suggestion.id),
    },
    ...REASONS.map(
      (reason): Command => ({
        id: `resolve ${reason}`,
        title: titles.resolveAs(words.brief.reasons[reason]),
        group: 'thread',
        enabled: isOpen && about('status'),
        run: on((id) => void actions.resolve(id, reason)),
      }),
    ),
    {
      id: 'reopen',
      title: titles.reopen,
      group: 'thread',
      enabled: !isOpen && about('status'),
      run: on((id) => void actions.reopen(id)),
    },
    ...KINDS.map(
      ({ kind }): Command => ({
        id: `kind ${kind}`,
        title: titles.changeKind(words.brief.kinds[kind]),
        group: 'thread',
        enabled: about('kinded') && annotation?.kind !== kind,
        run: on((id) => void actions.setKind(id, kind)),
      }),
    ),
    {
      id: 'tags',
      title: titles.tags,
      group: 'thread',
      keys: ['t'],
      enabled: about('tagged'),
      run: on((id) => brief.show({ ask: 'tags', id })),
    },
    {
      id: 'assign',
      title: titles.assign,
      group: 'thread',
      keys: ['a'],
      enabled: about('assigned'),
      run: on((id) => brief.show({ ask: 'assign', id })),
    },
    {
      id: 'change passage',
      title: titles.changePassage,
      group: 'thread',
      keys: ['p'],
      enabled: about('placed'),
      run: on((id) => brief.changePassage(id, { replace: 0 })),
    },
    {
      id: 'add passage',
      title: titles.addPassage,
      group: 'thread',
      keys: ['Shift p'],
      enabled: about('placed') && anchors > 0,
      run: on((id) => brief.changePassage(id, 'add')),
    },
    {
      id: 'copy link',
      title: titles.copyLink,
      group: 'thread',
      keys: ['l'],
      enabled: annotation !== undefined && !isSelected,
      run: on(brief.copyLink),
    },
    {
      id: 'withdraw',
      title: titles.withdraw,
      group: 'thread',
      enabled: about('withdrawn'),
      run: on((id) => void actions.withdraw(id)),
    },
    {
      id: 'erase',
      title: titles.erase,
      group: 'thread',
      enabled: about('erased'),
      run: on((id) => brief.show({ erase: id })),
    },
  ];
}

function moving(brief: BriefSurroundings): Command[] {
  const enabled = !brief.isSelected;
  return [
    { id: 'next', title: titles.next, group: 'go', keys: ['j'], enabled, run: () => brief.step(1) },
    { id: 'previous', title: titles.previous, group: 'go', keys: ['k'], enabled, run: () => brief.step(-1) },
    {
      id: 'next on page',
      title: titles.nextPlace,
      group: 'go',
      keys: ['Alt ArrowDown'],
      run: () => brief.stepOnPage(1),
    },
    {
      id: 'previous on page',
      title: titles.previousPlace,
      group: 'go',
      keys: ['Alt ArrowUp'],
      run: () => brief.stepOnPage(-1),
    },
    { id: 'article', title: titles.article, group: 'go', run: brief.focusArticle },
    ...brief.outline.map(
      (heading): Command => ({
        id: `heading ${heading.offset}`,
        title: titles.heading(heading.text),
        group: 'go',
        run: () => brief.goTo(heading),
      }),
    ),
  ];
}

function listCommands({ listing, open, isSelected, ...brief }: BriefSurroundings): Command[] {
  const { filter, setFilter, selected, setSelected, rows } = listing;
  const toggle = () => {
    if (!open) return;
    const next = new Set(selected);
    if (!next.delete(open.annotation.id)) next.add(open.annotation.id);
    setSelected(next);
    brief.showPane('rows');
  };
  return [
    { id: 'find', title: titles.find, group: 'find', keys: ['Ctrl f'], run: brief.find },
    { id: 'filter', title: titles.filter, group: 'find', keys: ['/'], run: brief.focusFilter },
    {
      id: 'clear filter',
      title: titles.clearFilter,
      group: 'find',
      enabled: !isEverything(filter),
      run: () => setFilter(EVERYTHING),
    },
    ...KINDS.map(
      ({ kind }): Command => ({
        id: `only ${kind}`,
        title: titles.showOnly(words.brief.kinds[kind]),
        group: 'find',
        run: () => setFilter({ ...EVERYTHING, kinds: [kind] }),
      }),
    ),
    ...(['open', 'resolved'] as const).map(
      (status): Command => ({
        id: `only ${status}`,
        title: titles.showOnly(words.list.status[status]),
        group: 'find',
        run: () => setFilter({ ...EVERYTHING, status }),
      }),
    ),
    ...(['mine', 'assigned', 'mentioned', 'overdue', 'moved', 'orphaned', 'private', 'withdrawn'] as const).map(
      (group): Command => ({
        id: `only ${group}`,
        title: titles.showOnly(words.list.groups[group]),
        group: 'find',
        run: () => setFilter({ ...EVERYTHING, group }),
      }),
    ),
    ...listing.views.map(
      (view): Command => ({
        id: `view ${view.name}`,
        title: titles.view(view.name),
        group: 'find',
        run: () => setFilter(view.filter),
      }),
    ),
    {
      id: 'select',
      title: titles.select,
      group: 'list',
      keys: ['x'],
      enabled: open !== undefined && !isSelected,
      run: toggle,
    },
    {
      id: 'select all',
      title: titles.selectAll,
      group: 'list',
      run: () => {
        setSelected(new Set(rows.map(({ annotation }) => annotation.id)));
        brief.showPane('rows');
      },
    },
    ...ORDERS.map(
      (order): Command => ({
        id: `order ${order}`,
        title: titles.orderBy(words.list.orders[order]),
        group: 'list',
        enabled: listing.order !== order,
        run: () => listing.setOrder(order),
      }),
    ),
  ];
}

/** What is done with a brief offline, each in a dialog of its own. */
const OFFLINE = [
  'timeline',
  'name-version',
  'hand-over',
  'replace',
  'carry-over',
  'signatures',
  'backups',
] as const satisfies BriefDialog[];
/** They change the article, or name it. */
const NEEDS_EDITOR: ReadonlySet<BriefDialog> = new Set(['name-version', 'replace']);

function rest({ listing, ...brief }: BriefSurroundings): Command[] {
  const may = brief.actions.may('annotated');
  return [
    { id: 'list', title: titles.list, group: 'view', keys: ['Ctrl \\'], run: brief.toggleList },
    { id: 'overview', title: titles.overview, group: 'view', run: () => brief.showPane('overview') },
    { id: 'rows', title: titles.rows, group: 'view', keys: ['g'], run: () => brief.showPane('rows') },
    { id: 'threads', title: titles.threads, group: 'view', run: brief.toggleThreads },
    {
      id: 'resolved',
      title: titles.resolved,
      group: 'view',
      run: () => listing.setShowResolved(!listing.showResolved),
    },
    ...COLOURINGS.map(
      (by): Command => ({
        id: `colour ${by}`,
        title: titles.colourBy(words.list.colourings[by]),
        group: 'view',
        enabled: listing.colourBy !== by,
        run: () => listing.setColourBy(by),
      }),
    ),
    { id: 'vocabulary', title: titles.vocabulary, group: 'brief', run: () => brief.show('vocabulary') },
    {
      id: 'edit',
      title: titles.edit,
      group: 'brief',
      keys: ['Ctrl e'],
      enabled: brief.mayEdit,
      run: brief.toggleEditing,
    },
    { id: 'save copy', title: titles.saveCopy, group: 'brief', run: brief.saveCopy },
    { id: 'export', title: titles.export, group: 'brief', run: () => brief.show('export') },
    { id: 'review', title: titles.review, group: 'brief', enabled: may, run: () => brief.show('review') },
    { id: 'elsewhere', title: titles.elsewhere, group: 'brief', enabled: may, run: () => brief.show('elsewhere') },
    { id: 'paragraph', title: titles.paragraph, group: 'brief', keys: ['h'], run: brief.showParagraph },
    ...OFFLINE.map(
      (dialog): Command => ({
        id: dialog,
        title: titles.offline[dialog],
        group: 'brief',
        ...(dialog === 'timeline' ? { keys: ['Shift h'] } : {}),
        enabled: !NEEDS_EDITOR.has(dialog) || brief.actions.may('version'),
        run: () => brief.show(dialog),
      }),
    ),
  ];
}
