/**
 * Copies text. By the document's own command: the clipboard's newer interface asks for a permission, and the desktop
 * shell gives none. What is copied is said as it is asked for, since a dialog lets nothing outside of it be selected.
 *
 * @returns whether it was copied
 */
export function copyText(text: string): boolean {
  let isGiven = false;
  const give = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    // The article would put what is selected in it there.
    event.stopImmediatePropagation();
    isGiven = true;
  };
  window.addEventListener('copy', give, { capture: true });
  try {
    return document.execCommand('copy') && isGiven;
  } finally {
    window.removeEventListener('copy', give, { capture: true });
  }
}
