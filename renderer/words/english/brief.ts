/** The screen of one brief: article, threads and comments. */
export const brief = {};
