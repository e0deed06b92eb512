import { briefHandlers } from '../../../app/services/handlers/brief.ts';
import type { ServiceContext } from '../../../app/services/handlers/context.ts';
import { identityFolder, libraryFolder } from '../../../app/services/home.ts';
import { type Identity, Profile } from '../../../app/services/identity/profile.ts';
import { Library } from '../../../app/services/library/library.ts';
import { briefCalls } from '../../../shared/bridge/brief.ts';
import { answerCalls } from './answer-calls.ts';

/*
 * As much of the services as writes a brief, in a process that a test can kill: it starts in half the time of all of
 * them. Nobody listens to what changed.
 */
answerCalls(async (home) => {
  const library = new Library(libraryFolder(home));
  const profile = new Profile(identityFolder(home));
  await library.tidy();
  const me = async () => (await profile.current()) as Identity;
  const context = {
    ...{ library, profile, home, now: Date.now, me, author: me },
    emit: () => {},
    changed: async () => {},
    added: (brief) => ({ brief }),
    listChanged: () => null,
    change: async (brief, _as, work) => {
      const author = await me();
      return library.with(brief, (stored) => work(stored, author));
    },
  } satisfies ServiceContext;
  const handlers = briefHandlers(context);
  return {
    call: async (name, params) => {
      const call = name as keyof typeof handlers;
      return handlers[call](briefCalls[call].parse(params) as never);
    },
  };
});
