import { baseKeymap, chainCommands } from 'prosemirror-commands';
import { inputRules, textblockTypeInputRule, wrappingInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { liftListItem, sinkListItem, splitListItem } from 'prosemirror-schema-list';
import { type Command, Plugin } from 'prosemirror-state';
import { goToNextCell, tableEditing } from 'prosemirror-tables';
import type { EditorView } from 'prosemirror-view';
import { articleSchema } from '../../shared/article/schema.ts';
import { picturesIn } from '../images/picture-files.ts';
import { insertBreak, setType, toggles } from './edit-commands.ts';

const { nodes } = articleSchema;

/** What edit mode asks its surroundings for. */
export interface EditSurroundings {
  undo(direction: 'undo' | 'redo'): void;
  /** Pictures were pasted or dropped. */
  pictures(files: File[]): void;
}

/** The plugins of edit mode, besides the one that binds it to the replica: keys, what typing turns into, paste, drop. */
export function editPlugins(surroundings: EditSurroundings): Plugin[] {
  return [
    inputRules({
      rules: [
        wrappingInputRule(/^\s*[-*]\s$/, nodes.bullet_list),
        wrappingInputRule(/^(\d{1,9})[.)]\s$/, nodes.ordered_list, (match) => ({ order: Number(match[1]) })),
        wrappingInputRule(/^\s*>\s$/, nodes.blockquote),
        textblockTypeInputRule(/^(#{2,6})\s$/, nodes.heading, (match) => ({ level: match[1]?.length ?? 2 })),
      ],
    }),
    keymap({
      Tab: chainCommands(goToNextCell(1), sinkListItem(nodes.list_item)),
      'Shift-Tab': chainCommands(goToNextCell(-1), liftListItem(nodes.list_item)),
      Enter: splitListItem(nodes.list_item),
      'Shift-Enter': insertBreak,
      'Mod-b': toggles.bold,
      'Mod-i': toggles.italic,
      'Mod-u': toggles.underline,
      'Mod-`': toggles.code,
      'Mod-Shift-7': toggles.numbers,
      'Mod-Shift-8': toggles.bullets,
      'Mod-Shift-9': toggles.quote,
      'Mod-Alt-0': setType('paragraph'),
      'Mod-Alt-1': setType('title'),
      'Mod-Alt-2': setType('heading2'),
      'Mod-Alt-3': setType('heading3'),
      'Mod-Alt-4': setType('heading4'),
    }),
    keymap({
      'Mod-z': undoing(surroundings, 'undo'),
      'Mod-Shift-z': undoing(surroundings, 'redo'),
      'Mod-y': undoing(surroundings, 'redo'),
    }),
    keymap(baseKeymap),
    tableEditing(),
    handling(surroundings),
  ];
}

/** By the keys themselves: the browser tells of its own undo only where it has something of its own to take back. */
function undoing({ undo }: EditSurroundings, direction: 'undo' | 'redo'): Command {
  return () => {
    undo(direction);
    return true;
  };
}

function handling({ undo, pictures }: EditSurroundings): Plugin {
  const take = (data: DataTransfer | null): boolean => {
    const files = picturesIn(data);
    if (files.length > 0) pictures(files);
    return files.length > 0;
  };
  return new Plugin({
    props: {
      attributes: {
        'aria-multiline': 'true',
        role: 'textbox',
        spellcheck: 'false',
        autocorrect: 'off',
        autocapitalize: 'off',
        translate: 'no',
        'data-editing': '',
      },
      handlePaste: (_, event) => take(event.clipboardData),
      handleDrop: (_, event) => take(event.dataTransfer),
      handleDOMEvents: {
        // From a menu, too: the browser's own undo knows nothing of annotations, nor of what others typed.
        beforeinput: (_: EditorView, event: InputEvent) => {
          const direction = UNDOING[event.inputType];
          if (!direction) return false;
          event.preventDefault();
          undo(direction);
          return true;
        },
      },
    },
  });
}

const UNDOING: Record<string, 'undo' | 'redo'> = { historyUndo: 'undo', historyRedo: 'redo' };
