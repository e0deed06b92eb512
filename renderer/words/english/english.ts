import { backups } from './backups.ts';
import { brief } from './brief.ts';
import { changes } from './changes.ts';
import { commands } from './commands.ts';
import { editing } from './editing.ts';
import { elsewhere } from './elsewhere.ts';
import { everywhere } from './everywhere.ts';
import { exporting } from './exporting.ts';
import { find } from './find.ts';
import { images } from './images.ts';
import { importing } from './importing.ts';
import { library } from './library.ts';
import { list } from './list.ts';
import { lookingBack } from './looking-back.ts';
import { notices } from './notices.ts';
import { offline } from './offline.ts';
import { person } from './person.ts';
import { review } from './review.ts';
import { sharing } from './sharing.ts';
import { tabs } from './tabs.ts';

/** Everything that Briefmark says in English, a file for each part of the screen. */
export const english = {
  backups,
  brief,
  changes,
  commands,
  everywhere,
  editing,
  exporting,
  find,
  images,
  importing,
  library,
  list,
  lookingBack,
  notices,
  offline,
  person,
  review,
  elsewhere,
  sharing,
  tabs,
};
