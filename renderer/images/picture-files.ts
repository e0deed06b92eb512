/** What a file chooser offers; what a file really is, the services tell by its bytes. */
const PICTURE_FILES = 'image/png,image/jpeg,image/webp,image/gif';

/** The pictures that were pasted or dropped; none where there are words with them, which say more. */
export function picturesIn(data: DataTransfer | null): File[] {
  if (!data || data.types.includes('text/plain')) return [];
  return [...data.files].filter(({ type }) => type.startsWith('image/'));
}

/** Asks for a file with a picture. */
export function choosePicture(): Promise<File | undefined> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = PICTURE_FILES;
    input.addEventListener('change', () => resolve(input.files?.[0]), { once: true });
    input.addEventListener('cancel', () => resolve(undefined), { once: true });
    input.click();
  });
}
