import { CircleCheck, FileText, Highlighter, MessageSquare, Tag, UserRound } from 'lucide-react';
import { memo } from 'react';
import { type Matter, type Moment, matterOf, momentWords } from '../../shared/offline/timeline.ts';
import { When } from '../controls/when.tsx';
import { Quoted } from './quoted.tsx';
import './moment-line.css';

/** The height of such a line in a list, in pixels: two lines of words, and some air. */
export const MOMENT_LINE_HEIGHT = 58;

const ICONS: Record<Matter, typeof Tag> = {
  versions: Tag,
  article: FileText,
  annotations: Highlighter,
  comments: MessageSquare,
  statuses: CircleCheck,
  people: UserRound,
};

/**
 * One moment of a brief in a list: what it was about, what happened in words, and when. Drawn once for each moment: while
 * a list scrolls, only lines that come are drawn.
 */
export const MomentLine = memo(function MomentLine({ moment }: { moment: Moment }) {
  const matter = matterOf(moment);
  const Icon = ICONS[matter];
  return (
    <div className="moment-line" data-matter={matter} data-what={moment.what}>
      <Icon aria-hidden />
      <span dir="auto">
        <Quoted sentence={momentWords(moment)} />
      </span>
      <When time={moment.at} />
    </div>
  );
});
