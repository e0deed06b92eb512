import type { DomElement } from './dom.ts';

/** A value of a `data-` attribute that names a part, as `data-component="byline-block"` does; others are data. */
const NAME = /^[a-z][\w-]{1,60}$/i;
/** Words of one letter or two in a name are most often the noise of a tool that shortens names. */
const HUMP = /([A-Za-z][a-z0-9]{2,})([A-Z][a-z]{2,})/g;
/** Longer names are settings of a style sheet's tool, which say nothing. */
const LONGEST_NAMES = 500;

const known = new WeakMap<DomElement, string>();

/**
 * The names that its maker gave to an element: its classes, its id, what its data is of, and the values of its `data-`
 * attributes that are words, since many sites shorten their classes and name their parts there only. `richLink` is `rich-Link`, too.
 */
export function namesOf(element: DomElement): string {
  let names = known.get(element);
  if (names === undefined) {
    names = gather(element);
    known.set(element, names);
  }
  return names;
}

function gather(element: DomElement): string {
  let names = '';
  for (const { name, value } of element.attributes) {
    const isName = name === 'class' || name === 'id' || (name.startsWith('data-') && NAME.test(value));
    if (isName && value !== '') names += names === '' ? value : ` ${value}`;
    // `https://schema.org/BreadcrumbList`
    else if (name === 'itemtype') names += ` ${value.slice(value.lastIndexOf('/') + 1)}`;
  }
  if (names.length > LONGEST_NAMES) return '';
  const parted = names.replace(HUMP, '$1-$2').replace(HUMP, '$1-$2');
  return parted === names ? names : `${names} ${parted}`;
}
