/** Where the built page has the typefaces that Briefmark brings along; vite.config.ts puts them there. */
export const FACES_FOLDER = 'fonts';
/** The style sheet there that names them all. */
export const FACES_SHEET = 'faces.css';
