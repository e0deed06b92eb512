import { FACES_FOLDER, FACES_SHEET } from '../../shared/faces-folder.ts';
import { afterFrame } from '../after-frame.ts';

/**
 * Makes known which file has which characters of the scripts that the page's own faces lack; a file is read where one
 * of its characters is shown. After the first frame, since most of what is read needs none of them.
 */
export function addOtherScripts(): void {
  afterFrame(() => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = `./${FACES_FOLDER}/${FACES_SHEET}`;
    document.head.append(link);
  });
}
