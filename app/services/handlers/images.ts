import type { ImageOut, imagesCalls } from '../../../shared/bridge/images.ts';
import type { Image } from '../../../shared/images/image.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { mayAppend } from '../../../shared/roles.ts';
import { checkImage } from '../images/image-store.ts';
import type { HandlersOf, ServiceContext } from './context.ts';

/**
 * Answers the calls of pictures.
 *
 * @param ofPreview gives a picture of an import that waits to be accepted
 */
export function imagesHandlers(
  context: ServiceContext,
  ofPreview: (preview: string, sha256: string) => Uint8Array | undefined,
): HandlersOf<typeof imagesCalls> {
  return {
    'images.put': async ({ brief, bytes, name }) => {
      const me = await context.me();
      return context.library.with(brief, (stored) => {
        const role = stored.brief.notes.people.roleOf(me.person.id);
        if (!mayAppend(role, 'commented', { own: true, assigned: false })) throw denied();
        return stored.images.put(Buffer.from(bytes, 'base64'), name === undefined ? undefined : `“${name}”`);
      });
    },
    'images.get': ({ brief, sha256 }) =>
      context.library.with(brief, async (stored) => imageOut(await stored.images.get(sha256))),
    'images.ofPreview': ({ preview, sha256 }) => {
      const bytes = ofPreview(preview, sha256);
      return imageOut(bytes && checkImage(sha256, bytes));
    },
  };
}

function imageOut(image: Image | undefined): ImageOut | null {
  if (!image) return null;
  const { sha256, type, width, height, bytes } = image;
  return { sha256, type, width, height, bytes: Buffer.from(bytes).toString('base64') };
}

function denied(): Refusal {
  return new Refusal(
    'not-allowed',
    'Your role in this brief lets you read only. Ask an owner to let you add pictures.',
  );
}
