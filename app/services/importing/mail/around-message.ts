import type { ImportedBlock } from '../../../../shared/importing/imported.ts';
import { wordsOf } from '../../../../shared/importing/wording.ts';
import type { TreeOptions } from '../html/tree-reader.ts';

/*
 * What stands around the words of a mail: what mail programs and services put there, and the sender's card.
 */

export const SIGNATURE = 'The sender’s signature.';

/** What mail programs call the element with the signature. */
const OF_SIGNATURE =
  /(?:^|\s)(?:gmail_signature(?:_prefix)?|moz-signature|protonmail_signature_block(?:-user)?|(?:x_)?signature|applemailsignature|ms-outlook-mobile-signature|mail-?signature|tutanota_signature)(?=\s|$)/i;

/** What its element's name says of a part of a message in HTML. */
export const leavesOfMail: TreeOptions['leaves'] = (element) => {
  const names = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`;
  return OF_SIGNATURE.test(names) ? { reason: SIGNATURE, whole: true } : undefined;
};

const SERVICE =
  /\b(?:unsubscribe|opt out|manage (?:your )?(?:preferences|subscription)|view (?:this|it|the) (?:[\p{L}-]+ )?(?:in|online)|view in (?:your )?browser|abbestellen|abmelden|newsletter abbestell|im browser (?:ansehen|öffnen|anzeigen)|désabonner|désinscrire|voir (?:dans|en ligne)|navigateur|darse de baja|cancelar (?:la )?suscripción|ver en (?:el|su|tu) navegador|отписаться)\b|إلغاء الاشتراك|退订/iu;
/** A longer line is text that speaks of it. */
const MAX_SERVICE_LINE = 240;
const OF_SERVICE = 'A line that the sender’s service puts around the message.';

/** “CAUTION: This email originated from outside the organisation.” */
const FROM_OUTSIDE =
  /^\W*(?:\p{Lu}{2,}|caution|warning|attention|external|achtung|vorsicht|extern\p{L}*|cuidado|atención|внимание)\b.{0,60}(?:e-?mail|mail|message|nachricht|courriel|correo|mensaje|письмо|сообщение).{0,80}(?:outside|external|außerhalb|extern|extérieur|fuera|внешн)/iu;
const WARNING = 'A warning that the receiver’s mail system puts above the message.';
/** It stands above the message, below at most the subject. */
const FIRST_BLOCKS = 3;

/** What a service's foot begins with. */
const FOOT_BEGINS =
  /^(?:©|\(c\)|copyright\b.*\d{4}|our (?:mailing|postal) address|you(?:['’]re| are)? (?:received|receiving|getting)|this (?:e-?mail|message|newsletter) was sent|want to change how|sie erhalten (?:diese|diesen)|vous recevez (?:ce|cet)|(?:ha recibido|recibes|recibe) este|вы получили)/iu;
const FOOT = 'The foot that the sender’s service puts under each mail.';
/** A line of a foot; what is longer is text. */
const LONGEST_FOOT_LINE = 200;
const NETWORK =
  /^(?:facebook|twitter|x|linkedin|instagram|youtube|mastodon|bluesky|threads|telegram|whatsapp|website|web|email|rss)$/;

const EMBLEM = 'The sender’s emblem.';

/** Leaves out of a message in HTML what services and mail systems put around it. */
export function withoutFrame(blocks: readonly ImportedBlock[], senders: readonly string[]): ImportedBlock[] {
  const foot = footOf(blocks);
  const names = senders.map((name) => wordsOf(name).join(' '));
  let kept = 0;
  return blocks.map((block, at) => {
    if (block.leftOut !== undefined) return block;
    kept += 1;
    const { type, text } = block;
    if (at >= foot) return leaveOut(block, FOOT);
    if (text.length <= MAX_SERVICE_LINE && SERVICE.test(text)) return leaveOut(block, OF_SERVICE);
    if (kept <= FIRST_BLOCKS && FROM_OUTSIDE.test(text)) return leaveOut(block, WARNING);
    if (type === 'figure' && names.includes(wordsOf(text).join(' ')) && text !== '') return leaveOut(block, EMBLEM);
    return block;
  });
}

/** Where a service's foot begins, among the short lines at a message's end; behind the last block where there is none. */
function footOf(blocks: readonly ImportedBlock[]): number {
  const last = blocks.findLastIndex(
    ({ leftOut, text }) => leftOut === undefined && text.length > LONGEST_FOOT_LINE && !SERVICE.test(text),
  );
  let foot = blocks.findIndex(({ leftOut, text }, at) => at > last && leftOut === undefined && FOOT_BEGINS.test(text));
  if (foot < 0) return blocks.length;
  // Right above it stand the names of the networks where the sender is.
  while (foot > last + 1 && isNetworks(blocks[foot - 1])) foot -= 1;
  return foot;
}

function isNetworks(block: ImportedBlock | undefined): boolean {
  if (!block) return false;
  return block.leftOut !== undefined || wordsOf(block.text).every((word) => NETWORK.test(word));
}

/** A block as one that is left out, unless it is already, for a reason of its own. */
export function leaveOut(block: ImportedBlock, reason: string): ImportedBlock {
  return block.leftOut ? block : { ...block, leftOut: reason, because: reason };
}
