import { afterFrame } from '../after-frame.ts';

/** The built page's sheet of the typefaces for scripts that its own faces lack; vite.config.ts puts it there. */
const SHEET = './fonts/faces.css';

/**
 * Makes known which file has which characters; the files are read where a character is shown. After the first frame,
 * since most of what is read needs none of them.
 */
export function addOtherScripts(): void {
  afterFrame(() => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = SHEET;
    document.head.append(link);
  });
}
