import { brief } from './brief.ts';
import { commands } from './commands.ts';
import { common } from './common.ts';
import { editing } from './editing.ts';
import { exporting } from './exporting.ts';
import { find } from './find.ts';
import { images } from './images.ts';
import { importing } from './importing.ts';
import { library } from './library.ts';
import { list } from './list.ts';
import { offline } from './offline.ts';
import { person } from './person.ts';
import { review } from './review.ts';
import { sharing } from './sharing.ts';
import { tabs } from './tabs.ts';

/** Everything that Briefmark says in English, a file for each part of the screen. */
export const english = {
  brief,
  commands,
  common,
  editing,
  exporting,
  find,
  images,
  importing,
  library,
  list,
  offline,
  person,
  review,
  sharing,
  tabs,
};
