import type { RefusedUpdate, Rule } from './relay-wire.ts';

/** Why a relay refused something, for the person whose it was; sent along for apps that don't know the rule yet. */
export const RULE_SENTENCES: Record<Rule, string> = {
  malformed: 'The relay could not read it, or it is larger than the relay takes.',
  'client-id': 'The relay took it for somebody else’s. Offer it again.',
  pending: 'It builds on a change that the relay does not have.',
  role: 'Its author’s role in this brief does not allow it.',
  place: 'It holds something that this relay does not know.',
  entry: 'The relay does not know this kind of entry. Its operator may have to update it.',
  signature:
    'Its signature does not fit its author. If you changed computers, import your identity and offer it again.',
  author: 'Its author is not a member of this brief. An owner can carry it in.',
  clock: 'Your computer’s clock is more than ten minutes ahead. Set it right: this is then sent by itself.',
  changed: 'It would change something that is there already.',
  deleted: 'It would take away something that nobody erased.',
  erased: 'It was erased by its author or an owner of the brief.',
  target: 'What it is about is not on the relay.',
  schema: 'The article would hold something that no article may hold.',
  quota: 'The brief would become larger than this relay keeps. Ask its operator.',
};

/**
 * Why something was refused, in words for its person: a rule that came after this version in the relay's own.
 *
 * @param sentence what the relay says of it; empty where it says nothing
 */
export function whyRefused({ rule, sentence }: Pick<RefusedUpdate, 'rule' | 'sentence'>): string {
  if (isKnown(rule)) return RULE_SENTENCES[rule];
  const said = sentence === '' ? 'The relay refused it.' : `The relay says: “${sentence}”`;
  return `${said} This Briefmark does not know that rule (${rule}). Update it, then offer this again.`;
}

function isKnown(rule: string): rule is Rule {
  return Object.hasOwn(RULE_SENTENCES, rule);
}
