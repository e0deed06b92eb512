import { MAX_WEB_ADDRESS } from '../../../../shared/importing/imported.ts';
import { Refusal } from '../../../../shared/refusal.ts';
import { cleanImage } from '../../images/clean-image.ts';
import type { FoundImage } from './picture-sources.ts';

/** Gives the bytes of what a page names, where they came with it. */
export type ResourceAt = (src: string) => Uint8Array | undefined;

/** Where the pictures of a page may come from. */
export interface PictureSources {
  /** What came with the page. */
  resource?: ResourceAt | undefined;
  /** The page's own address, for pictures that it names from there. */
  address?: string | undefined;
  /** What a person had fetched from the web, by whole addresses. */
  fetched?: ReadonlyMap<string, Uint8Array> | undefined;
}

/** More pictures than this are a gallery; those beyond it are left out. */
const MAX_IMAGES = 500;

/** The pictures of one page: those that came with it, cleaned. Those on the web are told by their addresses. */
export class PageImages {
  readonly found = new Map<string, Uint8Array>();
  private readonly bySource = new Map<string, FoundImage | undefined>();
  private refused = 0;

  constructor(private readonly sources: PictureSources) {}

  /** The picture that a page names, or undefined where it isn't at hand or can't be kept. */
  find(src: string): FoundImage | undefined {
    const key = src.length > 200 ? `${src.length}:${src.slice(0, 100)}${src.slice(-100)}` : src;
    if (this.bySource.has(key)) return this.bySource.get(key);
    const found = this.take(src);
    this.bySource.set(key, found);
    return found;
  }

  /** Where on the web a picture is that didn't come with the page; undefined where it is nowhere. */
  remote(src: string): string | undefined {
    const { address } = this.sources;
    const isWhole = /^(?:https?:)?\/\//i.test(src);
    if (!(isWhole || (address && !/^[a-z][a-z0-9+.-]*:/i.test(src)))) return undefined;
    const base = address ?? 'https://web.invalid/';
    const whole = URL.canParse(src, base) ? new URL(src, base).href : '';
    return whole !== '' && whole.length <= MAX_WEB_ADDRESS ? whole : undefined;
  }

  /** What a person should know about the pictures. */
  remarks(name: string): string[] {
    const remarks: string[] = [];
    if (this.refused > 0)
      remarks.push(
        `${pictures(this.refused)} of “${name}” could not be kept: of another kind than PNG, JPEG, WebP or GIF, damaged, or too large.`,
      );
    return remarks;
  }

  private fetchedAt(src: string): Uint8Array | undefined {
    const address = this.remote(src);
    return address === undefined ? undefined : this.sources.fetched?.get(address);
  }

  private take(src: string): FoundImage | undefined {
    const bytes = src.startsWith('data:') ? dataOf(src) : (this.sources.resource?.(src) ?? this.fetchedAt(src));
    if (!bytes) return undefined;
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
