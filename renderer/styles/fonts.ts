/*
 * The faces, served by the app itself, with their optical sizes. The files are split by script, and only those that a
 * page needs are read.
 */
import '@fontsource-variable/inter/opsz.css';
import '@fontsource-variable/inter/opsz-italic.css';
import '@fontsource-variable/source-serif-4/opsz.css';
import '@fontsource-variable/source-serif-4/opsz-italic.css';
