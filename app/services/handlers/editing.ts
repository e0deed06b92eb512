import * as Y from 'yjs';
import type { editingCalls } from '../../../shared/bridge/editing.ts';
import type { BriefId } from '../../../shared/model/ids.ts';
import { demandEditor } from '../brief/rights.ts';
import type { StoredBrief } from '../library/stored-brief.ts';
import type { HandlersOf, ServiceContext } from './context.ts';

/** Answers the calls of whoever edits an article. */
export function editingHandlers(context: ServiceContext): HandlersOf<typeof editingCalls> {
  /** How many windows edit a brief's article. */
  const editing = new Map<BriefId, number>();
  /** A brief that is closed and opened again is another one to watch. */
  const watched = new WeakSet<StoredBrief>();

  const watch = (stored: StoredBrief) => {
    if (watched.has(stored)) return;
    watched.add(stored);
    const { id } = stored.brief;
    stored.onRecord(({ text, anew }) => {
      if (text && (editing.get(id) ?? 0) > 0) {
        const update = Buffer.from(text).toString('base64');
        context.emit('edit.updated', { brief: id, update, ...(anew ? { anew } : {}) });
      }
    });
  };

  return {
    'edit.open': async ({ brief }) => {
      const { person } = await context.me();
      return context.library.with(brief, (stored) => {
        demandEditor(stored.brief, person.id);
        watch(stored);
        editing.set(brief, (editing.get(brief) ?? 0) + 1);
        const state = Y.encodeStateAsUpdate(stored.brief.text);
        return { state: Buffer.from(state).toString('base64'), revision: stored.brief.revision };
      });
    },
    'edit.close': ({ brief }) => {
      editing.set(brief, Math.max(0, (editing.get(brief) ?? 0) - 1));
      return null;
    },
    'edit.update': async ({ brief, update, apart, as }) => {
      const { revision } = await context.change(brief, as, async (stored, author) => {
        watch(stored);
        const change = await stored.edit(Buffer.from(update, 'base64'), author, context.now(), apart);
        return { ...change, revision: stored.brief.revision };
      });
      return { revision };
    },
  };
}
