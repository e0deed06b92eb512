import { useEffect, useRef, useState } from 'react';
import { words } from '../words/words.ts';
import { usePictures } from './pictures-context.tsx';
import './picture.css';

/** A picture of a brief, in a comment or in a preview. Its place is kept before it is there. */
export function Picture({
  sha256,
  alt,
  width,
  height,
}: {
  sha256: string;
  alt: string;
  width: number;
  height: number;
}) {
  const pictures = usePictures();
  const image = useRef<HTMLImageElement>(null);
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    setMissing(false);
    return image.current ? pictures.show(image.current, sha256, () => setMissing(true)) : undefined;
  }, [pictures, sha256]);
  if (missing) return <span className="picture-missing">{words.images.missing(alt)}</span>;
  return <img ref={image} className="picture" alt={alt} width={width || undefined} height={height || undefined} />;
}
