import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { go } from '../route.ts';
import { useTheme } from '../theme.ts';
import { words } from '../words/words.ts';
import { belongsToField, type Command, commandOf, isKey } from './command.ts';
import { Palette } from './palette.tsx';
import { Shortcuts } from './shortcuts.tsx';

/** Where the parts of the screen say what can be done with them. */
export interface Registry {
  /** Adds commands for as long as their screen is there; gives the function that takes them away. */
  add(commands: () => readonly Command[]): () => void;
  /** Every command that there is now. */
  all(): Command[];
  /** Does what a key means; false where it means nothing. */
  runKey(event: KeyboardEvent): boolean;
  openPalette(): void;
  openShortcuts(): void;
}

const RegistryContext = createContext<Registry | null>(null);

/** Whoever types into one of these means its letters, and has an undo of their own. */
const FIELDS = '.composer, [data-editing], input:not([type="checkbox"]), textarea, select';
/** What lies over the screen keeps its keys to itself. */
const OVER = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]:not(.list-rows)';

/** Keeps all commands, gives their keys their meaning, and shows the palette and the page of shortcuts. */
export function Commands({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<'palette' | 'shortcuts'>();
  const [, setTheme] = useTheme();
  const sources = useRef(new Set<() => readonly Command[]>());
  const own = useRef<() => readonly Command[]>(() => []);
  own.current = () => appCommands(setShown, setTheme);

  const registry = useMemo<Registry>(() => {
    // The newest source first: a screen's keys come before the app's.
    const all = () => [...[...sources.current].reverse().flatMap((source) => source()), ...own.current()];
    return {
      add: (commands) => {
        sources.current.add(commands);
        return () => sources.current.delete(commands);
      },
      all,
      runKey: (event) => {
        const command = commandOf(event, all());
        command?.run();
        return command !== undefined;
      },
      openPalette: () => setShown('palette'),
      openShortcuts: () => setShown('shortcuts'),
    };
  }, []);

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || !(event.target instanceof Element)) return;
      // What has the focus is pressed by these; the article asks for its own by itself.
      if (event.key === 'Enter' || event.key === ' ') return;
      if (event.target.closest(OVER)) {
        // The desktop shell would close the window by it, and what the dialog asks with it.
        if (isKey(event, 'Ctrl w')) event.preventDefault();
        return;
      }
      if (event.target.closest(FIELDS) && belongsToField(event)) return;
      // A field undoes what was typed into it.
      if (event.target.closest(FIELDS) && /^[zy]$/i.test(event.key)) return;
      if (registry.runKey(event)) event.preventDefault();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [registry]);

  return (
    <RegistryContext value={registry}>
      {children}
      {shown === 'palette' && <Palette commands={registry.all()} onClose={() => setShown(undefined)} />}
      {shown === 'shortcuts' && <Shortcuts commands={registry.all()} onClose={() => setShown(undefined)} />}
    </RegistryContext>
  );
}

/** What can be done on every screen. */
function appCommands(
  show: (what: 'palette' | 'shortcuts') => void,
  setTheme: (theme: 'light' | 'dark' | 'system') => void,
): Command[] {
  const { titles } = words.commands;
  return [
    { id: 'palette', title: titles.palette, group: 'app', keys: ['Ctrl k', 'F1'], run: () => show('palette') },
    { id: 'shortcuts', title: titles.shortcuts, group: 'app', keys: ['?'], run: () => show('shortcuts') },
    { id: 'library', title: titles.library, group: 'app', run: () => go({ screen: 'library' }) },
    { id: 'bin', title: titles.bin, group: 'app', run: () => go({ screen: 'bin' }) },
    { id: 'light', title: titles.light, group: 'app', run: () => setTheme('light') },
    { id: 'dark', title: titles.dark, group: 'app', run: () => setTheme('dark') },
    { id: 'system', title: titles.system, group: 'app', run: () => setTheme('system') },
  ];
}

/** All commands. */
export function useRegistry(): Registry {
  const registry = useContext(RegistryContext);
  if (!registry) throw new Error('useRegistry is called outside of <Commands>.');
  return registry;
}

/** Adds commands for as long as the component is there; they are asked for anew each time that they are needed. */
export function useCommands(commands: () => readonly Command[]): void {
  const registry = useRegistry();
  const newest = useRef(commands);
  newest.current = commands;
  useEffect(() => registry.add(() => newest.current()), [registry]);
}
