import { describe, expect, it } from 'vitest';
import { type Command, commandOf, isKey, shownKeys } from '../../../../renderer/commands/command.ts';
import { findCommands } from '../../../../renderer/commands/palette.tsx';

const NONE = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

function pressed(key: string, code = '', held: Partial<typeof NONE> = {}) {
  return { key, code, ...NONE, ...held };
}

describe('a key', () => {
  it('is a letter with nothing held, whatever its case', () => {
    expect(isKey(pressed('j', 'KeyJ'), 'j')).toBe(true);
    expect(isKey(pressed('J', 'KeyJ'), 'j')).toBe(true);
    expect(isKey(pressed('J', 'KeyJ', { shiftKey: true }), 'j')).toBe(false);
    expect(isKey(pressed('j', 'KeyJ', { ctrlKey: true }), 'j')).toBe(false);
    expect(isKey(pressed('k', 'KeyK'), 'j')).toBe(false);
  });

  it('is the letter that is written on it, and its place on keyboards of other scripts', () => {
    expect(isKey(pressed('ф', 'KeyA'), 'a')).toBe(true);
    // On a French keyboard the key that sends KeyQ is an A.
    expect(isKey(pressed('a', 'KeyQ'), 'a')).toBe(true);
    expect(isKey(pressed('a', 'KeyQ'), 'q')).toBe(false);
  });

  it('is a digit also where that needs Shift', () => {
    expect(isKey(pressed('1', 'Digit1'), '1')).toBe(true);
    expect(isKey(pressed('é', 'Digit2'), '2')).toBe(true);
    expect(isKey(pressed('1', 'Digit1', { altKey: true }), '1')).toBe(false);
  });

  it('has what is held with it, the command key of a Mac too', () => {
    expect(isKey(pressed('z', 'KeyZ', { ctrlKey: true }), 'Ctrl z')).toBe(true);
    expect(isKey(pressed('z', 'KeyZ', { metaKey: true }), 'Ctrl z')).toBe(true);
    expect(isKey(pressed('Z', 'KeyZ', { ctrlKey: true, shiftKey: true }), 'Ctrl z')).toBe(false);
    expect(isKey(pressed('Z', 'KeyZ', { ctrlKey: true, shiftKey: true }), 'Ctrl Shift z')).toBe(true);
    expect(isKey(pressed('ArrowDown', '', { altKey: true }), 'Alt ArrowDown')).toBe(true);
    expect(isKey(pressed('?', 'Slash', { shiftKey: true }), '?')).toBe(true);
  });

  it('is shown as it stands on a keyboard', () => {
    expect(shownKeys('Ctrl Shift z')).toBe('Ctrl Shift Z');
    expect(shownKeys('Alt ArrowDown')).toBe('Alt ↓');
  });
});

describe('a command', () => {
  const command = (id: string, rest: Partial<Command>): Command => ({
    id,
    title: id,
    group: 'app',
    run: () => {},
    ...rest,
  });
  const commands = [
    command('annotate', { keys: ['j'], enabled: false, title: 'Annotate as key judgement' }),
    command('next', { keys: ['j'], title: 'Next annotation' }),
    command('leave', { keys: ['Escape'], keyOnly: true, title: 'Leave' }),
  ];

  it('is the first that can be done', () => {
    expect(commandOf(pressed('j', 'KeyJ'), commands)?.id).toBe('next');
    expect(commandOf(pressed('q', 'KeyQ'), commands)).toBeUndefined();
  });

  it('is found by its words, in any order and case', () => {
    expect(findCommands(commands, 'ANNOT next').map(({ id }) => id)).toEqual(['next']);
    expect(findCommands(commands, '').map(({ id }) => id)).toEqual(['next']);
    expect(findCommands(commands, 'nothing like it')).toEqual([]);
  });
});
