import { brief } from './brief.ts';
import { commands } from './commands.ts';
import { common } from './common.ts';
import { exporting } from './exporting.ts';
import { images } from './images.ts';
import { importing } from './importing.ts';
import { library } from './library.ts';
import { list } from './list.ts';
import { person } from './person.ts';
import { sharing } from './sharing.ts';

/** Everything that Briefmark says in English, a file for each part of the screen. */
export const english = { common, commands, library, importing, person, brief, list, exporting, images, sharing };
