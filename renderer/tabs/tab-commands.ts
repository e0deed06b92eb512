import type { BriefId } from '../../shared/model/ids.ts';
import type { Command } from '../commands/command.ts';
import { go } from '../route.ts';
import { words } from '../words/words.ts';
import type { Tabs } from './tabs-context.tsx';

/**
 * What can be done with the tabs. A browser keeps some of their usual keys to itself, so each has one beside it that
 * works there too.
 */
export function tabCommands(tabs: Tabs, openAlone: (brief: BriefId) => void): Command[] {
  const { shown } = tabs;
  const { titles } = words.tabs;
  const at = tabs.tabs.findIndex(({ brief }) => brief === shown);
  const last = tabs.tabs.length - 1;
  const isOpen = shown !== undefined;
  const others = tabs.tabs.length > 0;
  const onShown = (run: (brief: BriefId) => void) => () => shown && run(shown);
  return [
    {
      id: 'open another',
      title: titles.another,
      group: 'tabs',
      keys: ['Ctrl t', 'Alt t'],
      run: () => go({ screen: 'library', searching: true }),
    },
    {
      id: 'close tab',
      title: titles.close,
      group: 'tabs',
      keys: ['Ctrl w', 'Alt w'],
      enabled: isOpen,
      run: onShown(tabs.close),
    },
    { id: 'reopen tab', title: titles.reopen, group: 'tabs', keys: ['Ctrl Shift t', 'Alt Shift t'], run: tabs.reopen },
    {
      id: 'next tab',
      title: titles.next,
      group: 'tabs',
      keys: ['Ctrl Tab', 'Ctrl PageDown', 'Alt PageDown'],
      enabled: others,
      run: () => tabs.step(1),
    },
    {
      id: 'previous tab',
      title: titles.previous,
      group: 'tabs',
      keys: ['Ctrl Shift Tab', 'Ctrl PageUp', 'Alt PageUp'],
      enabled: others,
      run: () => tabs.step(-1),
    },
    {
      id: 'tab forward',
      title: titles.forward,
      group: 'tabs',
      keys: ['Ctrl Shift PageDown', 'Alt Shift PageDown'],
      enabled: isOpen && at < last,
      run: onShown((brief) => tabs.move(brief, at + 1)),
    },
    {
      id: 'tab back',
      title: titles.back,
      group: 'tabs',
      keys: ['Ctrl Shift PageUp', 'Alt Shift PageUp'],
      enabled: isOpen && at > 0,
      run: onShown((brief) => tabs.move(brief, at - 1)),
    },
    {
      id: 'own window',
      title: titles.ownWindow,
      group: 'tabs',
      keys: ['Ctrl Shift o', 'Alt Shift o'],
      enabled: isOpen,
      run: onShown((brief) => {
        openAlone(brief);
        tabs.close(brief);
      }),
    },
  ];
}
