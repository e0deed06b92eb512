import { describe, expect, it } from 'vitest';
import { kindOfKey } from '../../../../renderer/article/keys.ts';
import { KINDS } from '../../../../shared/model/kinds.ts';

const pressed = (key: string, code = '', held = {}) =>
  kindOfKey({ key, code, ctrlKey: false, metaKey: false, altKey: false, ...held });

describe('the key of a kind', () => {
  it.each(KINDS)('$kind is $letter and $digit', ({ kind, letter, digit }) => {
    expect(pressed(letter)).toBe(kind);
    expect(pressed(letter.toLowerCase())).toBe(kind);
    expect(pressed(digit, `Digit${digit}`)).toBe(kind);
  });

  it('works on keyboards with other letters and with digits behind Shift', () => {
    expect(pressed('ф', 'KeyA')).toBe('assumption');
    expect(pressed('é', 'Digit2')).toBe('fact');
  });

  it('is the letter that is written on the key, where it is Latin', () => {
    // On a French keyboard the key that sends KeyQ is an A.
    expect(pressed('a', 'KeyQ')).toBe('assumption');
  });

  it('is none with Ctrl, Alt or the system’s key, nor any other key', () => {
    expect(pressed('c', 'KeyC', { ctrlKey: true })).toBeUndefined();
    expect(pressed('c', 'KeyC', { metaKey: true })).toBeUndefined();
    expect(pressed('1', 'Digit1', { altKey: true })).toBeUndefined();
    expect(pressed('9', 'Digit9')).toBeUndefined();
    expect(pressed('Enter', 'Enter')).toBeUndefined();
  });
});
