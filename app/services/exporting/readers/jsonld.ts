import { z } from 'zod';
import { type CountingReader, textOf } from './counted.ts';

const oneOrMore = z.union([z.array(z.unknown()), z.unknown()]);
const collection = z.object({
  total: z.int(),
  first: z.object({
    items: z.array(z.object({ id: z.string(), motivation: z.string(), body: oneOrMore.optional() })),
  }),
});

/** Counts annotations by their motivation; a comment is a body that comments, on its own or in a reply. */
export const countJsonld: CountingReader = (bytes) => {
  const { first } = collection.parse(JSON.parse(textOf(bytes)));
  const says = (body: unknown) => [body].flat().filter((each) => Object(each).purpose === 'commenting').length;
  return {
    threads: first.items.filter(({ motivation }) => motivation !== 'replying').length,
    comments: first.items.reduce((sum, { body }) => sum + says(body), 0),
  };
};
