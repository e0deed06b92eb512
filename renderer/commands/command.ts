/** The parts of the shortcuts page, in its order. */
export const GROUPS = ['annotate', 'thread', 'go', 'find', 'list', 'view', 'brief', 'tabs', 'briefs', 'app'] as const;

export type CommandGroup = (typeof GROUPS)[number];

/** Something that the app can do: the one description that keys, palette, menus and the page of shortcuts share. */
export interface Command {
  id: string;
  /** What it does, as a verb. */
  title: string;
  group: CommandGroup;
  /** Each a key with what is held beside it, parted by spaces: `Ctrl Shift Z`, `j`, `Alt ArrowDown`. */
  keys?: readonly string[];
  /** Whether it can be done now; where it can't, its keys mean nothing. */
  enabled?: boolean;
  /** Left out of the palette: it means something at one place only, such as Escape. */
  keyOnly?: boolean;
  run(): void;
}

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Whether a key that was pressed is one that is written so. Ctrl stands for the command key of a Mac too. */
export function isKey(event: Key, keys: string): boolean {
  const parts = keys.split(' ');
  const key = parts.at(-1) ?? '';
  const held = (name: string) => parts.slice(0, -1).includes(name);
  if (held('Ctrl') !== (event.ctrlKey || event.metaKey) || held('Alt') !== event.altKey) return false;
  if (key.length > 1) return event.key === key && held('Shift') === event.shiftKey;
  // On some keyboards digits need Shift.
  if (/\d/.test(key)) return event.key === key || event.code === `Digit${key}`;
  if (!/[a-z]/i.test(key)) return event.key === key;
  if (held('Shift') !== event.shiftKey) return false;
  const pressed = event.key.toLowerCase();
  // A keyboard of another script has no Latin letters; there the key's place counts.
  return pressed === key.toLowerCase() || (!/^[a-z]$/.test(pressed) && event.code === `Key${key.toUpperCase()}`);
}

/** The command that a key means now; the first where several have it. */
export function commandOf(event: Key, commands: readonly Command[]): Command | undefined {
  return commands.find(({ enabled = true, keys = [] }) => enabled && keys.some((each) => isKey(event, each)));
}

/** Whether a key types something, or moves in a field: there it means that and nothing else. */
export function belongsToField(event: Key): boolean {
  return !(event.ctrlKey || event.metaKey) && !/^F\d+$/.test(event.key);
}

const SHOWN: Record<string, string> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

/** Keys as they stand on a keyboard, for showing. */
export function shownKeys(keys: string): string {
  return keys
    .split(' ')
    .map((key) => SHOWN[key] ?? (key.length === 1 ? key.toUpperCase() : key))
    .join(' ');
}
