import { Refusal } from '../../../../shared/refusal.ts';
import { cleanImage } from '../../images/clean-image.ts';
import type { FoundImage } from './tree-reader.ts';

/** Gives the bytes of what a page names, where they came with it. */
export type ResourceAt = (src: string) => Uint8Array | undefined;

/** More pictures than this are a gallery; those beyond it are left out. */
export const MAX_IMAGES = 500;

/** The pictures of one page: those that came with it, cleaned; those on the web are never fetched. */
export class PageImages {
  readonly found = new Map<string, Uint8Array>();
  private readonly bySource = new Map<string, FoundImage | undefined>();
  private remote = 0;
  private refused = 0;

  constructor(private readonly resource: ResourceAt | undefined) {}

  /** The picture that a page names, or undefined where it isn't at hand or can't be kept. */
  find(src: string): FoundImage | undefined {
    const key = src.length > 200 ? `${src.length}:${src.slice(0, 100)}${src.slice(-100)}` : src;
    if (this.bySource.has(key)) return this.bySource.get(key);
    const found = this.take(src);
    this.bySource.set(key, found);
    return found;
  }

  /** What a person should know about the pictures. */
  remarks(name: string): string[] {
    const remarks: string[] = [];
    if (this.remote > 0)
      remarks.push(
        `${pictures(this.remote)} of “${name}” ${this.remote === 1 ? 'is' : 'are'} on the web and ${this.remote === 1 ? 'was' : 'were'} not fetched.`,
      );
    if (this.refused > 0)
      remarks.push(
        `${pictures(this.refused)} of “${name}” could not be kept: of another kind than PNG, JPEG, WebP or GIF, damaged, or too large.`,
      );
    return remarks;
  }

  private take(src: string): FoundImage | undefined {
    const bytes = src.startsWith('data:') ? dataOf(src) : this.resource?.(src);
    if (!bytes) {
      if (/^(?:https?:)?\/\//i.test(src)) this.remote++;
      return undefined;
    }
    if (this.found.size >= MAX_IMAGES) {
      this.refused++;
      return undefined;
    }
    try {
      const { sha256, width, height, bytes: cleaned } = cleanImage(bytes);
      this.found.set(sha256, cleaned);
      return { sha256, width, height };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.refused++;
      return undefined;
    }
  }
}

function dataOf(url: string): Uint8Array | undefined {
  const comma = url.indexOf(',');
  const head = url.slice(5, comma);
  if (comma < 0 || !/^image\//i.test(head)) return undefined;
  const data = url.slice(comma + 1);
  try {
    return /;\s*base64/i.test(head) ? Buffer.from(data, 'base64') : Buffer.from(decodeURIComponent(data), 'latin1');
  } catch {
    return undefined;
  }
}

function pictures(count: number): string {
  return count === 1 ? '1 picture' : `${count} pictures`;
}
