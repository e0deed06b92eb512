import { useEffect, useMemo, useState } from 'react';
import type { BriefSummary } from '../../shared/bridge.ts';
import type { Command } from '../commands/command.ts';
import { go } from '../route.ts';
import { useBridge } from '../services.tsx';
import { words } from '../words/words.ts';
import { useTabs } from './tabs-context.tsx';

/** So many of those that were shown last are offered before anything is asked for. */
const MOST_RECENT = 5;

/** A command for each brief of the library, those that were shown last first; the list is read when they are needed. */
export function useBriefCommands(): { recent: readonly Command[]; others: readonly Command[] } {
  const bridge = useBridge();
  const { shown, recent } = useTabs();
  const [briefs, setBriefs] = useState<readonly BriefSummary[]>([]);
  useEffect(() => {
    let gone = false;
    bridge.call('library.list', {}).then(
      (list) => !gone && setBriefs(list),
      // The library says why it can't be read; commands are found all the same.
      () => {},
    );
    return () => {
      gone = true;
    };
  }, [bridge]);

  return useMemo(() => {
    const all = new Map(
      briefs
        .filter(({ id, binnedAt }) => id !== shown && binnedAt === undefined)
        .map(({ id, title }): [string, Command] => [
          id,
          {
            id: `brief ${id}`,
            title: words.tabs.titles.open(title),
            group: 'briefs',
            run: () => go({ screen: 'brief', brief: id }),
          },
        ]),
    );
    const latest = recent.flatMap((id) => all.get(id) ?? []).slice(0, MOST_RECENT);
    return { recent: latest, others: [...all.values()].filter((command) => !latest.includes(command)) };
  }, [briefs, shown, recent]);
}
