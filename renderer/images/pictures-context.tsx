import { createContext, useContext } from 'react';
import type { Pictures } from './pictures.ts';

const PicturesContext = createContext<Pictures | null>(null);

/** Gives a brief's pictures to everything that shows some. */
export const PicturesProvider = PicturesContext;

/** The pictures of the brief that is on screen. */
export function usePictures(): Pictures {
  const pictures = useContext(PicturesContext);
  if (!pictures) throw new Error('usePictures is called outside of an open brief.');
  return pictures;
}
