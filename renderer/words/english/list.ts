import { count } from './plurals.ts';

/** The list beside the page: what is shown, how it is found, and what is done to several at once. */
export const list = {
  title: 'List',
  filterText: 'Find annotations',
  filterHint: 'Words in comments, passages, tags and names',
  tabs: { overview: 'Overview', rows: 'Annotations' },
  all: 'All annotations',
  status: { open: 'Unresolved', resolved: 'Resolved' },
  groups: {
    unread: 'Unread',
    mine: 'Mine',
    assigned: 'Assigned to me',
    mentioned: 'Mentions me',
    overdue: 'Overdue',
    private: 'Private',
    whole: 'On the whole brief',
    orphaned: 'Needs a new passage',
    withdrawn: 'Withdrawn',
  },
  ages: { day: 'Last 24 hours', week: 'Last 7 days', month: 'Last 30 days' },
  views: 'Views',
  kinds: 'Kinds',
  people: 'People',
  tags: 'Tags',
  assigned: 'Assigned to',
  nobody: 'Nobody',
  when: 'Active',
  outline: 'Outline',
  annotations: 'Annotations',
  showResolved: 'Show resolved threads',
  nothingYet: 'No annotations yet',
  nothingYetWhat: 'Select words in the article, then press a key from 1 to 8 to say what they are.',
  nothingFound: 'Nothing fits this filter',
  clear: 'Clear the filter',
  clearShort: 'Clear',
  filteredBy: 'Filtered by',
  remove: (what: string) => `Remove ${what} from the filter`,
  textIs: (text: string) => `“${text}”`,
  by: (name: string) => `By ${name}`,
  tagged: (tag: string) => `#${tag}`,
  assignedTo: (name: string) => `Assigned to ${name}`,
  shown: (shown: number) => count(shown, { one: '# annotation shown', other: '# annotations shown' }),

  // Named views
  saveView: 'Save as a view',
  saveViewTitle: 'Save this filter as a view',
  viewName: 'Name',
  save: 'Save',
  removeView: (name: string) => `Remove the view ${name}`,
  viewSaved: (name: string) => `Saved as ${name}`,
  viewRemoved: (name: string) => `Removed the view ${name}`,

  // Colours
  colours: 'Colours',
  colourBy: 'Colour highlights by',
  colourings: { kind: 'Kind', person: 'Person', tag: 'Tag', status: 'Status' },
  legend: 'What the colours mean',
  noTag: 'No tag',
  open: 'Open',

  // Rows
  rows: 'Annotations',
  order: 'Order',
  orders: { place: 'By place', newest: 'Newest first', oldest: 'Oldest first' },
  rowsHint:
    'Up and down move, Enter opens, Space selects, Shift with up or down selects several, Control A selects all.',
  select: 'Select',
  selected: (selected: number) => count(selected, { one: '# selected', other: '# selected' }),
  selectAll: 'Select all',
  selectNone: 'Select none',
  triage: 'With those selected',
  tag: 'Tag…',
  assign: 'Assign…',
  resolve: 'Resolve',
  withdraw: 'Withdraw',
  nothingSelected: 'Nothing selected',
  tagTitle: (selected: number) => count(selected, { one: 'Tag # annotation', other: 'Tag # annotations' }),
  tagAdd: 'Tags to add',
  tagRemove: 'Tags to remove',
  assignTitle: (selected: number) => count(selected, { one: 'Assign # annotation', other: 'Assign # annotations' }),
  reopenedSeveral: (changed: number) => count(changed, { one: '# reopened', other: '# reopened' }),
  kindSeveral: (changed: number, kind: string) =>
    count(changed, { one: `# changed to ${kind}`, other: `# changed to ${kind}` }),
  resolvedSeveral: (changed: number, reason: string) =>
    count(changed, { one: `# resolved as ${reason}`, other: `# resolved as ${reason}` }),
  taggedSeveral: (changed: number) =>
    count(changed, { one: 'Tags of # annotation changed', other: 'Tags of # annotations changed' }),
  assignedSeveral: (changed: number) =>
    count(changed, { one: '# annotation assigned', other: '# annotations assigned' }),
  withdrawnSeveral: (changed: number) =>
    count(changed, { one: '# annotation withdrawn', other: '# annotations withdrawn' }),
};
