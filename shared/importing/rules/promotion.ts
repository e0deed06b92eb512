import type { Piece } from '../piece.ts';
import { leaveOut, type Rule } from './rule.ts';

/** Longer ones exist, but a paragraph of the article that speaks of newsletters would then be at risk. */
const MOST_WORDS = 40;

const ADDRESS =
  /\b(?:our|us|your|you|we|unseren?|uns|ihre?n?|sie|nos|notre|nous|votre|vos|vous|nuestr[oa]s?|tu|su)\b/iu;
const OFFER =
  /\b(?:newsletters?|inbox|subscri(?:be|bers?|ption)|sign(?:ing)? up|log in|whatsapp channel|telegram channel|push notifications?|alerts|download (?:the|our) app|our app|podcast|follow us|click here|free trial|membership|become a member|donat(?:e|ion)|support our (?:work|journalism)|abonnieren|abonnez|boîte mail|suscríbe(?:te|ase)|boletín)\b/giu;
const OPENING =
  /^(?:subscribe|sign up|get|follow|join|download|click|tap|listen|watch|register|log in|support|donate|become|want|enjoy|like what|don['’]t miss|never miss|stay|have a|do you have|send us|contact us|email us|abonnieren|abonnez|inscrivez|recevez|suscríbe|receive|unlimited|already)(?![\p{L}])/iu;

/** What its link says, at the end of a line. */
const CALL = /\b(?:sign up|subscribe|register) (?:now|here|today|for free)\.?$/iu;
const MOST_WORDS_OF_CALL = 20;

/**
 * A page asks its readers to subscribe, follow or donate, between the paragraphs and after them. Such a line is short,
 * speaks to the reader, and offers something of the page's own; one that quotes somebody is part of the article.
 */
export const promotion: Rule = {
  name: 'promotion',
  apply(pieces) {
    for (const piece of pieces) {
      if (!piece.verdict && isPromotion(piece)) leaveOut(piece, 'paragraph', 'The page’s own appeal to its readers.');
    }
  },
};

/** “Follow Jane Doe on Twitter.”, “Polub nas na Facebooku”: what begins so, names a network and is short is nothing else. */
const FOLLOWING =
  /^(?:please )?(?:follow|like|join|find|connect with|catch up with|add|get \S+(?: \S+)? on|you can follow|folge[nt]?|suivez|suis-nous|rejoignez|retrouvez|síguenos|sigue|segui(?:ci)?|siga|acompanhe|curta|volg|polub|obserwuj|śledź|sledujte|följ|gilla|følg|seuraa|kövess|urmăriți|подписывайтесь|подпишитесь|следите|читайте нас|присоединяйтесь|последвайте|تابعونا|تابعنا|עקבו)(?![\p{L}])/iu;
const NETWORK =
  /(?:twitter|facebook|instagram|google\+|youtube|tumblr|linkedin|telegram|whatsapp|vkontakte|вконтакте|телеграм|фейсбук|فيسبوك|تويتر|פייסבוק|טוויטר)/iu;
/** “Follow”, “Follow The Courier now!”, “Stay connected. Follow The Courier!”: a name and nothing else. */
const FOLLOW_NAME =
  /^(?:(?:stay connected|don['’]t miss (?:a story|stories))[.!]? )?follow (?:us|@\w+|(?:\p{Lu}[\w'’&.]*)(?: \p{Lu}[\w'’&.]*){0,3})(?: now| today)?[.!]?$/iu;
const MOST_WORDS_OF_FOLLOWING = 22;

function isFollowing({ text, weight }: Piece): boolean {
  if (weight > MOST_WORDS_OF_FOLLOWING) return false;
  return (FOLLOWING.test(text) && NETWORK.test(text)) || (weight <= 8 && FOLLOW_NAME.test(text));
}

function isPromotion(piece: Piece): boolean {
  const { text } = piece;
  if (text.length > 400 || piece.weight > MOST_WORDS || /["“”„«»]/.test(text)) return false;
  if (isFollowing(piece)) return true;
  if (CALL.test(text) && piece.weight <= MOST_WORDS_OF_CALL) return true;
  const offers = new Set((text.match(OFFER) ?? []).map((offer) => offer.toLowerCase())).size;
  if (offers === 0) return false;
  const opens = OPENING.test(text);
  return (opens && ADDRESS.test(text)) || (opens && piece.weight <= 10) || (offers >= 2 && ADDRESS.test(text));
}
