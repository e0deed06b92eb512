/**
 * Before each of its commits React walks through all of the focused element, if that says that it can be edited, to put
 * the selection back afterwards: 10 ms and more in a long article, and ProseMirror does that for itself. React asks this
 * property; the browser and ProseMirror go by the attribute.
 */
export function hideFromReact(dom: HTMLElement): void {
  Object.defineProperty(dom, 'contentEditable', { get: () => 'inherit' });
}
