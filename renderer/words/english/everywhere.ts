/** What more than one screen says. */
export const everywhere = {
  product: 'Briefmark',
  cancel: 'Cancel',
  close: 'Close',
  undo: 'Undo',
  dismiss: 'Dismiss',
  back: 'Back to the library',
  working: 'Working…',
  defect: 'Something went wrong inside Briefmark. Your briefs are safe on disk; try again, or reload the window.',
  noStart: 'Briefmark can’t be opened',
  crashed: 'This screen stopped working',
  crashedWhy: 'Everything that was saved is still there. Reload to go on.',
  reload: 'Reload',
  connecting: 'Opening your library…',
  lost: 'Briefmark has stopped',
  lostWhy:
    'This window has lost its connection to the program that keeps your briefs. What it called saved is safe. Start Briefmark again, then reload.',
  notifications: 'Messages',
};
