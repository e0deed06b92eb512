import { KINDS, type Kind } from '../../shared/model/kinds.ts';
import './kind-chip.css';

const LETTERS = new Map<Kind, string>(KINDS.map(({ kind, letter }) => [kind, letter]));

/** A kind's letter on its tint, underlined as its passages are. Beside the name it is decoration. */
export function KindChip({ kind }: { kind: Kind }) {
  return (
    <span className={`kind-chip kind-${kind}`} aria-hidden>
      {LETTERS.get(kind)}
    </span>
  );
}
