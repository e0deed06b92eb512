import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { z } from 'zod';
import { useRemembered } from '../remembered.ts';

const foldedSchema = z.boolean();

/** A part of the list under its heading; it can be folded away, and stays so. */
export function Section({ name, title, children }: { name: string; title: string; children: ReactNode }) {
  const [folded, setFolded] = useRemembered(`list.folded.${name}`, foldedSchema, false);
  const id = useId();
  return (
    <>
      <h2>
        <button
          type="button"
          className="list-fold"
          aria-expanded={!folded}
          aria-controls={id}
          onClick={() => setFolded(!folded)}
        >
          <ChevronRight aria-hidden />
          {title}
        </button>
      </h2>
      <div id={id} hidden={folded}>
        {children}
      </div>
    </>
  );
}
