import { useEffect, useState } from 'react';
import type { ExportPreview } from '../../shared/exporting/export-preview.ts';
import type { ExportChoices } from '../../shared/exporting/options.ts';
import type { BriefId } from '../../shared/model/ids.ts';
import { sentenceOf, useBridge } from '../services.tsx';

/** While somebody goes through the formats with the arrow keys, nothing is made that they don't stop at. */
const QUIET_MS = 150;

/** What an export will look like; the last one stays until the next is there. */
export function usePreview(
  brief: BriefId,
  choices: ExportChoices,
): { preview?: ExportPreview; problem?: string; busy: boolean } {
  const bridge = useBridge();
  const [job] = useState(() => crypto.randomUUID());
  const [state, setState] = useState<{ preview?: ExportPreview; problem?: string; of?: ExportChoices }>({});
  useEffect(() => {
    let current = true;
    const timer = setTimeout(async () => {
      try {
        const preview = await bridge.call('export.preview', { brief, job, choices });
        if (current) setState({ preview, of: choices });
      } catch (error) {
        if (current) setState({ problem: sentenceOf(error), of: choices });
      }
    }, QUIET_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [bridge, brief, job, choices]);
  const { of, ...shown } = state;
  return { ...shown, busy: of !== choices };
}
