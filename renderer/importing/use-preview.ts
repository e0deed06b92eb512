import { useMemo, useState } from 'react';
import type { BlockType } from '../../shared/article/block-types.ts';
import type { ImportedBlock } from '../../shared/importing/imported.ts';
import { sentenceOf } from '../services.tsx';
import { type Choices, choose, chosenBlocks, toggleLeftOut, undo } from './choices.ts';
import { type PendingImport, usePendingImport } from './pending-import.tsx';
import { type RemotePictures, useRemotePictures } from './use-remote-pictures.ts';

/** The import that is being looked through, with the block that is chosen and what can be done to it. */
export interface Preview {
  blocks: readonly ImportedBlock[];
  choices: Choices;
  selected: number;
  select(index: number): void;
  setType(index: number, type: BlockType, level?: number): void;
  toggle(index: number): void;
  undo(): void;
  nextLeftOut(): void;
  /** Fetches the block's picture, where it is on the web. */
  fetchPicture(index: number): void;
  pictures: RemotePictures;
  /** Why the last change couldn't be made. */
  problem: string | undefined;
}

/** Holds which block is chosen, and changes blocks. */
export function usePreview({ preview: { preview, article }, choices }: PendingImport): Preview {
  const pending = usePendingImport();
  const [selected, setSelected] = useState(0);
  const [problem, setProblem] = useState<string>();
  const blocks = useMemo(() => chosenBlocks(article, choices), [article, choices]);

  const pictures = useRemotePictures(preview, blocks);

  function change(make: () => Choices) {
    try {
      setProblem(undefined);
      pending.choose(make());
    } catch (error) {
      setProblem(sentenceOf(error));
    }
  }

  const last = Math.max(0, blocks.length - 1);
  return {
    blocks,
    choices,
    selected,
    select: (index) => {
      setProblem(undefined);
      setSelected(Math.max(0, Math.min(last, index)));
    },
    setType: (index, type, level) => change(() => choose(choices, article, index, type, level)),
    toggle: (index) => change(() => toggleLeftOut(choices, article, index)),
    undo: () => change(() => undo(choices)),
    nextLeftOut: () => {
      const after = blocks.findIndex((block, index) => index > selected && block.leftOut !== undefined);
      const first = blocks.findIndex((block) => block.leftOut !== undefined);
      const next = after >= 0 ? after : first;
      if (next >= 0) setSelected(next);
    },
    fetchPicture: (index) => {
      const address = blocks[index]?.remote;
      if (address) pictures.fetch([address]);
    },
    pictures,
    problem,
  };
}
