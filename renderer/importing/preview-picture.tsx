import { useEffect, useState } from 'react';
import { useBridge } from '../services.tsx';
import { words } from '../words/words.ts';
import { usePendingImport } from './pending-import.tsx';

/** A picture of the import that is being looked through; its words where the file doesn't hold it. */
export function PreviewPicture({ sha256, alt }: { sha256: string; alt: string }) {
  const bridge = useBridge();
  const preview = usePendingImport().pending?.preview;
  const [url, setUrl] = useState('');
  const handle = preview?.preview;
  useEffect(() => {
    if (!handle || !sha256) return;
    let made = '';
    let gone = false;
    // A preview that is gone meanwhile shows no pictures; the screen goes with it.
    const asked = bridge.call('images.ofPreview', { preview: handle, sha256 }).catch(() => null);
    void asked.then((image) => {
      if (!image || gone) return;
      const bytes = Uint8Array.from(atob(image.bytes), (character) => character.charCodeAt(0));
      made = URL.createObjectURL(new Blob([bytes], { type: image.type }));
      setUrl(made);
    });
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [bridge, handle, sha256]);
  if (url) return <img className="preview-picture" src={url} alt={alt} />;
  return <figure>{alt || words.importing.pictureNotThere}</figure>;
}
