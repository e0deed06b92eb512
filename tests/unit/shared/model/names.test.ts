import { describe, expect, it } from 'vitest';
import { isName, nameShown } from '../../../../shared/model/names.ts';

describe('a name', () => {
  it.each(['Ann Okoro', 'Cem Aydın', '山田', 'می‌نا', 'O’Hara–Ruiz', '🙂', 'e\u0301'])('can be %s', (name) => {
    expect(isName(name)).toBe(true);
    expect(nameShown(name)).toBe(name);
  });

  it.each([
    ['', '?'],
    ['\u200b', '?'],
    ['\u3164 \u2800\u00ad', '?'],
    ['\u0007', '?'],
    ['x\n021d  owner  Boss', 'x 021d  owner  Boss'],
    ['x\r\n\ty', 'x y'],
    ['x\u2028y', 'x y'],
    ['x\u001b[2Jy', 'x [2Jy'],
  ])('is not %j, which is shown as %j', (name, shown) => {
    expect(isName(name)).toBe(false);
    expect(nameShown(name)).toBe(shown);
    expect(isName(shown)).toBe(true);
  });
});
