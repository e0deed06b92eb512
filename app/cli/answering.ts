import { acceptCommand } from './commands/accept.ts';
import { addCommand } from './commands/add.ts';
import { addDeviceCommand } from './commands/add-device.ts';
import { annotateCommand } from './commands/annotate.ts';
import { assignCommand } from './commands/assign.ts';
import { backupsCommand } from './commands/backups.ts';
import { carryOverCommand } from './commands/carry-over.ts';
import { editCommand } from './commands/edit.ts';
import { eraseCommand } from './commands/erase.ts';
import { exportCommand } from './commands/export.ts';
import { exportIdentityCommand } from './commands/export-identity.ts';
import { bringBackCommand, historyCommand } from './commands/history.ts';
import { importCommand } from './commands/import.ts';
import { importAnnotationsCommand } from './commands/import-annotations.ts';
import { importCommentsCommand } from './commands/import-comments.ts';
import { importIdentityCommand } from './commands/import-identity.ts';
import { invitationsCommand, uninviteCommand } from './commands/invitations.ts';
import { inviteCommand } from './commands/invite.ts';
import { joinCommand } from './commands/join.ts';
import { joinDeviceCommand } from './commands/join-device.ts';
import { libraryCommand } from './commands/library.ts';
import { mergeCommand } from './commands/merge.ts';
import { packageCommand, unlockCommand } from './commands/package.ts';
import { peopleCommand } from './commands/people.ts';
import { reopenCommand } from './commands/reopen.ts';
import { replyCommand } from './commands/reply.ts';
import { resolveCommand } from './commands/resolve.ts';
import { restoreCommand } from './commands/restore.ts';
import { handOverCommand, revokeCommand, roleCommand } from './commands/role.ts';
import { searchCommand } from './commands/search.ts';
import { shareCommand } from './commands/share.ts';
import { showCommand } from './commands/show.ts';
import { leaveCommand, syncCommand } from './commands/sync.ts';
import { tagCommand } from './commands/tag.ts';
import { updateCommand } from './commands/update.ts';
import { verifyCommand } from './commands/verify.ts';
import { withdrawCommand } from './commands/withdraw.ts';
import type { DefineCommand } from './run.ts';

/** The commands that answer and end, in the order in which they are explained. */
export const ANSWERING: readonly DefineCommand[] = [
  importCommand,
  showCommand,
  annotateCommand,
  replyCommand,
  editCommand,
  acceptCommand,
  resolveCommand,
  reopenCommand,
  tagCommand,
  assignCommand,
  withdrawCommand,
  restoreCommand,
  importCommentsCommand,
  importAnnotationsCommand,
  libraryCommand,
  searchCommand,
  packageCommand,
  unlockCommand,
  addCommand,
  verifyCommand,
  mergeCommand,
  carryOverCommand,
  updateCommand,
  historyCommand,
  bringBackCommand,
  eraseCommand,
  backupsCommand,
  exportCommand,
  shareCommand,
  inviteCommand,
  invitationsCommand,
  uninviteCommand,
  joinCommand,
  addDeviceCommand,
  joinDeviceCommand,
  syncCommand,
  peopleCommand,
  roleCommand,
  revokeCommand,
  handOverCommand,
  leaveCommand,
  exportIdentityCommand,
  importIdentityCommand,
];
