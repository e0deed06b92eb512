import { plainText } from '../../shared/comments/schema.ts';
import type { Comment } from '../../shared/model/annotation.ts';
import { words } from '../words/words.ts';
import { parsed } from './comment-body.tsx';

/** What a comment says in a line: its words, or where it says nothing else the words that it suggests. */
export function saidIn({ body, suggests }: Comment): string {
  return body === '' && suggests ? words.brief.suggestsWords(suggests.after) : plainText(parsed(body));
}
