import { KINDS, type Kind } from '../../shared/model/kinds.ts';

/** The kind that a key stands for, by its digit or letter; the letter also on keyboards of other scripts. */
export function kindOfKey(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): Kind | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const key = event.key.toUpperCase();
  const byKey = KINDS.find(({ letter, digit }) => letter === key || digit === key);
  if (byKey) return byKey.kind;
  // Digits need Shift on French keyboards, and a Cyrillic or Greek keyboard has no Latin letters.
  const latin = /^[A-Z0-9]$/.test(key);
  return KINDS.find(({ letter, digit }) => event.code === `Digit${digit}` || (!latin && event.code === `Key${letter}`))
    ?.kind;
}
