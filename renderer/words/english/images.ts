/** Pictures, in the article and in comments. */
export const images = {
  missing: (alt: string) => (alt ? `Picture not here: ${alt}` : 'Picture not here'),
  add: 'Picture',
  what: 'What the picture shows, for those who can’t see it',
  adding: 'Adding the picture…',
};
