import { isArticleName } from '../../shared/importing/formats.ts';

/** More than anybody looks through afterwards; a folder of more was dropped by mistake. */
const MOST_FILES = 2_000;
/** A page's folder has its pictures in it, perhaps one deeper. */
const DEEPEST = 5;
const PACKAGE_OR_PICTURE = /\.(?:brief|png|jpe?g|jfif|gif|webp)$/i;

/**
 * The files that were dropped; of folders, such as the one that belongs to a saved page, those in them that can be read.
 * Has to be called while the drop is told, since what was dropped is gone afterwards.
 */
export function droppedFiles(data: DataTransfer): Promise<File[]> {
  const plain = [...data.files];
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  if (!entries.some((entry) => entry.isDirectory)) return Promise.resolve(plain);
  return filesIn(entries);
}

async function filesIn(entries: readonly FileSystemEntry[]): Promise<File[]> {
  const found: File[] = [];
  const visit = async (entry: FileSystemEntry, depth: number): Promise<void> => {
    if (found.length >= MOST_FILES || depth > DEEPEST) return;
    if (entry.isFile) {
      const isWanted = depth === 0 || isArticleName(entry.name) || PACKAGE_OR_PICTURE.test(entry.name);
      if (isWanted) found.push(await fileOf(entry as FileSystemFileEntry, depth));
    } else for (const inner of await childrenOf(entry as FileSystemDirectoryEntry)) await visit(inner, depth + 1);
  };
  for (const entry of entries) await visit(entry, 0);
  return found;
}

/** A file of a folder is named with its path, as the page beside the folder names it. */
async function fileOf(entry: FileSystemFileEntry, depth: number): Promise<File> {
  const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
  return depth === 0 ? file : new File([file], entry.fullPath.replace(/^\//, ''), { type: file.type });
}

/** A folder tells its entries in portions, the last one empty. */
async function childrenOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0 || all.length >= MOST_FILES) return all;
    all.push(...some);
  }
}
