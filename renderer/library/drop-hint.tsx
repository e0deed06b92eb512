import { FileInput } from 'lucide-react';
import { words } from '../words/words.ts';
import './drop-hint.css';

/** Covers the window while a file is dragged over it. */
export function DropHint() {
  return (
    <div className="drop-hint" aria-hidden>
      <div>
        <FileInput />
        <p>{words.library.drop}</p>
        <p>{words.library.dropWhy}</p>
      </div>
    </div>
  );
}
