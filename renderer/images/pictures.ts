import type { ImageOut } from '../../shared/bridge.ts';

/** How far from the screen a picture is fetched, so that it is there when it is scrolled to. */
const AROUND = '600px';

/**
 * The pictures of one brief as the page shows them: fetched once each, when they come near the screen, and kept as
 * blob: addresses, the only ones that the page's policy lets in.
 */
export class Pictures {
  private readonly urls = new Map<string, Promise<string | undefined>>();
  private readonly waiting = new WeakMap<Element, () => void>();
  /** Made for the first picture: most briefs have none. */
  private near: IntersectionObserver | undefined;

  /** @param fetch gives a picture's bytes, or null where it isn't here */
  constructor(private readonly fetch: (sha256: string) => Promise<ImageOut | null>) {}

  /**
   * Shows a picture in an element as soon as that is near the screen.
   *
   * @param missing called where the picture isn't here
   * @returns a function that ends it
   */
  show(image: HTMLImageElement, sha256: string, missing: () => void): () => void {
    const near = this.observer();
    let wanted = true;
    const stop = () => {
      wanted = false;
      this.waiting.delete(image);
      near.unobserve(image);
    };
    this.waiting.set(image, () => {
      this.waiting.delete(image);
      near.unobserve(image);
      void this.url(sha256).then((url) => {
        if (!wanted) return;
        if (url === undefined) missing();
        else image.src = url;
      });
    });
    near.observe(image);
    return stop;
  }

  /** Forgets every picture: the brief is left. */
  forget(): void {
    this.near?.disconnect();
    this.near = undefined;
    for (const url of this.urls.values()) void url.then((each) => each !== undefined && URL.revokeObjectURL(each));
    this.urls.clear();
  }

  private observer(): IntersectionObserver {
    this.near ??= new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) if (isIntersecting) this.waiting.get(target)?.();
      },
      { rootMargin: AROUND },
    );
    return this.near;
  }

  private url(sha256: string): Promise<string | undefined> {
    const known = this.urls.get(sha256);
    if (known) return known;
    const url = this.fetch(sha256).then(
      (image) => (image ? urlOf(image) : undefined),
      () => undefined,
    );
    this.urls.set(sha256, url);
    // One that wasn't here may come: it is asked for again when it is shown again.
    void url.then((found) => found === undefined && this.urls.delete(sha256));
    return url;
  }
}

function urlOf({ type, bytes }: ImageOut): string {
  const decoded = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
  return URL.createObjectURL(new Blob([decoded], { type }));
}
