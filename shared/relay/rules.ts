import type { RefusedUpdate } from './messages.ts';

/**
 * Why a relay refuses an update, as message 101 says it: each rule with its sentence for the person whose update it was,
 * which is sent along for apps that don't know the rule yet.
 */
export const RULE_SENTENCES = {
  /** It can't be read, or is larger or deeper than anything that is honest. */
  malformed: 'The relay could not read it, or it is larger than the relay takes.',
  /** It uses the Yjs client id of somebody else. */
  'client-id': 'The relay took it for somebody else’s. Offer it again.',
  /** It builds on what the relay doesn't have, also after the whole difference was asked for. */
  pending: 'It builds on a change that the relay does not have.',
  /** The person's role doesn't allow it. */
  role: 'Its author’s role in this brief does not allow it.',
  /** It writes where nothing belongs: another root, a nested type, a list where a map is. */
  place: 'It holds something that this relay does not know.',
  /** Something in it isn't an entry, or isn't the one that its id names. */
  entry: 'The relay does not know this kind of entry. Its operator may have to update it.',
  /** An entry's signature or certificate is wrong, or its key isn't its author's. */
  signature:
    'Its signature does not fit its author. If you changed computers, import your identity and offer it again.',
  /** An entry's author is no member, and the one who carries it no owner. */
  author: 'Its author is not a member of this brief. An owner can carry it in.',
  /** An entry is dated more than ten minutes ahead. */
  clock: 'Your computer’s clock is more than ten minutes ahead. Set it right: this is then sent by itself.',
  /** An entry that is here would be changed. */
  changed: 'It would change something that is there already.',
  /** An entry that nobody erased would go. */
  deleted: 'It would take away something that nobody erased.',
  /** An entry that was erased would come back. */
  erased: 'It was erased by its author or an owner of the brief.',
  /** An entry acts on something that isn't here. */
  target: 'What it is about is not on the relay.',
  /** The article or its description would not be what one can be. */
  schema: 'The article would hold something that no article may hold.',
  /** The brief would be larger than the relay keeps. */
  quota: 'The brief would become larger than this relay keeps. Ask its operator.',
} as const;
export type Rule = keyof typeof RULE_SENTENCES;

/** The same of what is one's own, where that reads otherwise. */
const OWN_SENTENCES: Partial<Record<Rule, string>> = {
  role: 'Your role in this brief did not allow it.',
};

/**
 * Why something was refused, in words for its person: a rule that came after this version in the relay's own.
 *
 * @param sentence what the relay says of it; empty where it says nothing
 * @param isOwn whether it is that person's
 */
export function whyRefused({ rule, sentence }: Pick<RefusedUpdate, 'rule' | 'sentence'>, isOwn = false): string {
  if (isKnown(rule)) return (isOwn && OWN_SENTENCES[rule]) || RULE_SENTENCES[rule];
  const said = sentence === '' ? 'The relay refused it.' : `The relay says: “${sentence}”`;
  return `${said} This Briefmark does not know that rule (${rule}). Update it, then offer this again.`;
}

function isKnown(rule: string): rule is Rule {
  return Object.hasOwn(RULE_SENTENCES, rule);
}
