import type { personCalls } from '../../../shared/bridge/person.ts';
import { lockIdentity, unlockIdentity } from '../identity/carry.ts';
import type { HandlersOf, ServiceContext } from './context.ts';
import { fileOut } from './file-out.ts';

/** Answers the calls of who works here, and their keys. */
export function personHandlers(context: ServiceContext): HandlersOf<typeof personCalls> {
  return {
    'person.create': async (details) => (await context.profile.create(details)).person,
    'person.change': async (details) => (await context.profile.change((await context.me()).person.id, details)).person,
    'identity.export': async ({ passphrase }) => {
      const me = await context.me();
      return fileOut(`${me.person.name}.briefmark-identity`, await lockIdentity(me, passphrase));
    },
    'identity.import': async ({ bytes, passphrase }) => {
      const identity = await unlockIdentity(Buffer.from(bytes, 'base64'), passphrase);
      await context.profile.adopt(identity);
      return identity.person;
    },
  };
}
