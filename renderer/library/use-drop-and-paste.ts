import { useEffect, useRef, useState } from 'react';
import { droppedFiles } from './dropped-files.ts';

/** What takes what is dropped or pasted. */
export interface Taking {
  files: (files: readonly File[]) => void;
  text: (text: string) => void;
  /** Text with its looks, from a browser or a word processor. */
  html: (html: string) => void;
  /** Nothing but the address of a page. */
  address: (address: string) => void;
}

/** Takes files that are dropped, and text or files that are pasted, anywhere in the window. */
export function useDropAndPaste(take: Taking): {
  /** Something is being dragged over the window. */
  dragging: boolean;
} {
  const [dragging, setDragging] = useState(false);
  const newest = useRef(take);
  useEffect(() => {
    newest.current = take;
  });

  useEffect(() => {
    // Entering a child tells of leaving its parent, so only the count says when the drag has left the window.
    let depth = 0;
    const listeners: {
      [N in 'dragenter' | 'dragover' | 'dragleave' | 'drop' | 'paste']: (event: HTMLElementEventMap[N]) => void;
    } = {
      dragenter: (event) => {
        if (!carriesSomething(event)) return;
        depth += 1;
        setDragging(true);
      },
      dragover: (event) => {
        if (!carriesSomething(event)) return;
        event.preventDefault();
        if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
      },
      dragleave: () => {
        depth = Math.max(0, depth - 1);
        if (depth === 0) setDragging(false);
      },
      drop: (event) => {
        depth = 0;
        setDragging(false);
        if (!event.dataTransfer || !carriesSomething(event)) return;
        event.preventDefault();
        takeFrom(event.dataTransfer, newest.current);
      },
      paste: (event) => {
        const inField = event.target instanceof Element && event.target.closest('input, textarea, [contenteditable]');
        if (inField || document.querySelector('.dialog-frame') || !event.clipboardData) return;
        event.preventDefault();
        takeFrom(event.clipboardData, newest.current);
      },
    };
    const entries = Object.entries(listeners) as [string, EventListener][];
    for (const [name, listener] of entries) document.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of entries) document.removeEventListener(name, listener);
    };
  }, []);

  return { dragging };
}

function carriesSomething(event: DragEvent): boolean {
  return event.dataTransfer?.types.some((type) => type === 'Files' || type === 'text/plain') ?? false;
}

/** Blocks of an article; what an editor copies of a program has none of these. */
const BLOCKS = /<(?:p|h[1-6]|ul|ol|table|blockquote|article)[\s>]/i;
const ADDRESS = /^https?:\/\/\S+$/i;

function takeFrom(data: DataTransfer, take: Taking) {
  const text = data.getData('text/plain');
  const html = data.getData('text/html');
  if (ADDRESS.test(text.trim())) return take.address(text.trim());
  if (text.trim() !== '' && BLOCKS.test(html)) return take.html(html);
  // A text that was copied from a word processor comes with a picture of itself beside it.
  if (text.trim() !== '') take.text(text);
  else void droppedFiles(data).then(take.files, () => take.files([...data.files]));
}
