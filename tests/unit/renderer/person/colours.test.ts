import { expect, test } from 'vitest';
import { contrast, onColour } from '../../../../renderer/person/colours.ts';
import { words } from '../../../../renderer/words/words.ts';
import { colourSchema } from '../../../../shared/model/entry.ts';
import { PERSON_COLOURS } from '../../../../shared/model/person-colours.ts';

test.each(PERSON_COLOURS)('initials on %s can be read by everybody', (colour) => {
  expect(colourSchema.safeParse(colour).success).toBe(true);
  expect(contrast(colour, onColour(colour))).toBeGreaterThanOrEqual(5.5);
});

test('every colour has a name', () => {
  expect(words.person.colours).toHaveLength(PERSON_COLOURS.length);
});

test('letters are dark on a light colour and light on a dark one', () => {
  expect(onColour('#ffe08a')).toBe('#101114');
  expect(onColour('#202020')).toBe('#ffffff');
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
});
