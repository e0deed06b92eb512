/** What the tabs of the briefs that are open say. */
export const tabs = {
  strip: 'Open briefs',
  untitled: 'Brief',
  close: (title: string) => `Close “${title}”`,
  titles: {
    another: 'Open another brief',
    close: 'Close the brief',
    reopen: 'Open the brief that was closed last',
    next: 'Next tab',
    previous: 'Previous tab',
    forward: 'Move the tab on',
    back: 'Move the tab back',
    ownWindow: 'Open the brief in a window of its own',
    open: (title: string) => `Open “${title}”`,
  },
};
