import type { CommandGroup } from '../../commands/command.ts';
import { count } from './plurals.ts';

const groups: Record<CommandGroup, string> = {
  annotate: 'Annotate',
  thread: 'Thread',
  go: 'Go to',
  find: 'Find',
  list: 'List',
  view: 'View',
  brief: 'Brief',
  tabs: 'Open briefs',
  briefs: 'Library',
  app: 'Briefmark',
};

/** The command palette, the page of shortcuts, and what everything that can be done is called there. */
export const commands = {
  groups,
  palette: 'All commands',
  paletteField: 'What do you want to do?',
  shortcuts: 'Keyboard shortcuts',
  nothing: 'No command and no brief has these words.',
  more: (more: number) =>
    count(more, { one: '# more. Type more of its words.', other: '# more. Type more of their words.' }),
  titles: {
    palette: 'Show all commands',
    shortcuts: 'Show keyboard shortcuts',
    library: 'Go to the library',
    bin: 'Go to the bin',
    light: 'Light theme',
    dark: 'Dark theme',
    system: 'Theme of the system',

    annotateAs: (kind: string) => `Annotate the selection as ${kind.toLowerCase()}`,
    comment: 'Comment on the selection',
    whole: 'Annotate the brief as a whole',
    privately: (on: boolean) => (on ? 'Annotate for everybody again' : 'Annotate privately from now on'),
    changeKind: (kind: string) => `Change kind to ${kind.toLowerCase()}`,
    undo: 'Undo',
    redo: 'Redo',

    openAtCaret: 'Open the annotation at the caret',
    close: 'Close the thread, end the selection',
    reply: 'Reply',
    accept: 'Accept the suggested wording',
    resolveAs: (reason: string) => `Resolve as ${reason.toLowerCase()}`,
    reopen: 'Reopen',
    tags: 'Edit tags',
    assign: 'Assign to somebody',
    changePassage: 'Change the passage',
    addPassage: 'Add a passage',
    copyLink: 'Copy a link to the annotation',
    withdraw: 'Withdraw the annotation',

    next: 'Next annotation in the list',
    previous: 'Previous annotation in the list',
    nextPlace: 'Next annotation on the page',
    previousPlace: 'Previous annotation on the page',
    article: 'Go to the article',
    heading: (heading: string) => `Go to “${heading}”`,

    find: 'Find in the article and comments',
    filter: 'Filter the annotations',
    clearFilter: 'Clear the filter',
    showOnly: (what: string) => `Show only: ${what}`,
    view: (name: string) => `View: ${name}`,
    select: 'Select or deselect the annotation',
    selectAll: 'Select all annotations in the list',

    overview: 'Show the overview',
    rows: 'Show the list of annotations',
    list: 'Show or hide the list',
    threads: 'Show or hide the threads',
    resolved: 'Show or hide resolved threads',
    colourBy: (what: string) => `Colour highlights by ${what.toLowerCase()}`,
    orderBy: (what: string) => `List: ${what.toLowerCase()}`,
    vocabulary: 'Edit the vocabulary of tags',

    edit: 'Edit the article, or end that',
    saveCopy: 'Save a copy of the brief',
    export: 'Export the brief',
    review: 'Take in comments from Word',
  },
};
