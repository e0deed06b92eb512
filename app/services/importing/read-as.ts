import type { FileToRead, OnStep } from './read-article.ts';
import type { Readings } from './reader-messages.ts';

const READERS: {
  [N in keyof Readings]: (file: FileToRead, onStep?: OnStep) => Promise<Readings[N]>;
} = {
  article: async (file, onStep) => (await import('./registry.ts')).readArticle(file, onStep),
  annotations: async ({ bytes, name, placedIn }, onStep) => {
    const read = (await import('../importing-annotations/read-elsewhere.ts')).readElsewhere(bytes, name);
    const { placeElsewhere } = await import('../importing-annotations/place-elsewhere.ts');
    if (placedIn !== undefined) placeElsewhere(read, placedIn, onStep);
    return read;
  },
  review: async ({ bytes, name }) => (await import('../importing-comments/read-word.ts')).readWord(bytes, name),
};

/**
 * Reads a file as what somebody took it for, loading its parser only now.
 *
 * @throws {Refusal} where it isn't that, or is too large, too deep, damaged or hostile
 */
export function readAs<N extends keyof Readings>(as: N, file: FileToRead, onStep?: OnStep): Promise<Readings[N]> {
  return READERS[as](file, onStep);
}
