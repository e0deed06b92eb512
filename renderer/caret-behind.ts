/*
 * While a dialog is open, what is behind it is inert, so that a caret there can't be shown. Chromium then looks for a
 * place near it that can show one, twice a frame, through all of the article: with 30,000 marks that is 12 ms of each
 * frame. So the caret is put away until the screen behind can be used again.
 */

/**
 * Puts the caret of a part of the page away for as long as that part is inert.
 *
 * @param root what dialogs make inert
 */
export function putCaretAwayBehind(root: HTMLElement): void {
  let away: { node: Node; offset: number } | undefined;
  new MutationObserver(() => {
    const selection = getSelection();
    if (!selection) return;
    const { anchorNode: node, anchorOffset: offset, isCollapsed } = selection;
    if (root.inert) {
      // Words that are selected stay so: what is asked in the dialog may be about them.
      // Where nothing was ever clicked, the caret stands in the body, around all of it.
      if (!node || !isCollapsed || !(root.contains(node) || node.contains(root))) return;
      away = { node, offset };
      selection.removeAllRanges();
      return;
    }
    if (away?.node.isConnected && !node) selection.collapse(away.node, Math.min(away.offset, lengthOf(away.node)));
    away = undefined;
  }).observe(root, { attributeFilter: ['inert'] });
}

function lengthOf(node: Node): number {
  return node instanceof CharacterData ? node.length : node.childNodes.length;
}
