import type { Block } from '../../../shared/article/block-types.ts';
import type { Kind, Reason } from '../../../shared/model/kinds.ts';

/** One thread of the sample: the first comment is its author's, the others are replies. */
export interface SampleThread {
  by: string;
  kind: Kind;
  /** Words that stand once in the article; null for the whole brief. */
  quote: string | null;
  tags: string[];
  comments: { by: string; body: string }[];
  resolved?: { by: string; reason: Reason };
}

/** The sample's article. Port, people and figures are made up. */
export const SAMPLE_ARTICLE: Block[] = [
  { type: 'title', text: 'Deepwater terminal decision slips to spring as dredging bids come in high' },
  { type: 'standfirst', text: 'The port authority says the timetable holds. Its own tender papers suggest otherwise.' },
  { type: 'byline', text: 'By our harbour correspondent, 14 October' },
  {
    type: 'paragraph',
    text: 'The port authority will not name a builder for its deepwater terminal this year, two officials said on Tuesday, pushing a decision that was promised for November into the spring. A spokesman called the change “a matter of sequence, not of substance”.',
  },
  {
    type: 'paragraph',
    text: 'All three bids for the dredging came in above the ceiling set in the tender, which assumes that the outer bar can be cleared in one season. Engineers who worked on the older channel doubt that. Clearing it took three seasons in 2009, they point out, and the draught wanted now is a metre deeper.',
  },
  { type: 'heading', level: 2, text: 'Who gains from a delay' },
  {
    type: 'paragraph',
    text: 'A delay suits the neighbouring port, which has booked two additional weekly services since the summer. It also suits the regional government, two advisers said, which would rather sign after the budget than before it. Neither has said so. The unions, who have most to lose, were told by letter.',
  },
  {
    type: 'paragraph',
    text: 'Freight forwarders contacted this week had already moved their winter plans. “Nobody books on a promise,” one of them said. Of eleven firms that were asked, eight said that they would not return before the terminal has a date.',
  },
  {
    type: 'pullquote',
    text: 'Nobody books on a promise',
  },
  { type: 'heading', level: 2, text: 'The dredging question' },
  {
    type: 'paragraph',
    text: 'The ceiling of 410 million was fixed before fuel prices rose by a third. Two of the bidders say that they asked for an index clause and were refused; the authority says that nobody asked. Minutes of the bidders’ meeting of 3 September, seen by this correspondent, record the question but no answer.',
  },
  {
    type: 'paragraph',
    text: 'Spoil from the bar would go to the old quarry at Sennet, eleven kilometres away. The permit for the quarry runs out in March, and no application to renew it has been published.',
  },
  {
    type: 'paragraph',
    text: 'Members of the board meet again on 9 December. Until then, the spokesman said, “the timetable is the timetable”.',
  },
];

/** Who says what about it: every kind once, an overlap, replies, a resolved thread, and one on the whole brief. */
export const SAMPLE_DISCUSSION: SampleThread[] = [
  {
    by: 'Ann Okoro',
    kind: 'note',
    quote: null,
    tags: ['board'],
    comments: [
      {
        by: 'Ann Okoro',
        body: 'For the board paper on Friday. I need **two key judgements** and a list of what we don’t know:\n\n- who gains from the delay\n- whether one dredging season is realistic',
      },
      { by: 'Bo Tan', body: 'I take the dredging. Cem has the politics.' },
    ],
  },
  {
    by: 'Ann Okoro',
    kind: 'key-judgement',
    quote: 'pushing a decision that was promised for November into the spring',
    tags: ['timetable'],
    comments: [{ by: 'Ann Okoro', body: 'Likely (55 to 80%) to slip past April: the papers name no date at all.' }],
  },
  {
    by: 'Bo Tan',
    kind: 'claim',
    quote: 'All three bids for the dredging came in above the ceiling set in the tender',
    tags: ['tender', 'numbers'],
    comments: [
      { by: 'Bo Tan', body: 'Which ceiling? The tender was amended in August.' },
      {
        by: 'Ann Okoro',
        body: 'The first one. With the amended figure only two of three are above. Asking the desk for the annex.',
      },
    ],
  },
  {
    by: 'Cem Mutlu',
    kind: 'assumption',
    quote: 'set in the tender, which assumes that the outer bar can be cleared in one season',
    tags: [],
    comments: [{ by: 'Cem Mutlu', body: 'One season only if the spoil ground is near. Not stated.' }],
  },
  {
    by: 'Bo Tan',
    kind: 'fact',
    quote: 'Clearing it took three seasons in 2009',
    tags: ['numbers'],
    comments: [{ by: 'Bo Tan', body: 'Checked against the authority’s annual reports for 2009 to 2011.' }],
  },
  {
    by: 'Cem Mutlu',
    kind: 'question',
    quote: 'which would rather sign after the budget than before it',
    tags: ['politics'],
    comments: [
      { by: 'Cem Mutlu', body: 'Do the two advisers work for the same minister? If so this is one source, not two.' },
    ],
  },
  {
    by: 'Ann Okoro',
    kind: 'source',
    quote: 'Minutes of the bidders’ meeting of 3 September',
    tags: ['tender'],
    comments: [
      { by: 'Ann Okoro', body: 'We have these: `bidders-0903.pdf`, page 4. The question is there, as described.' },
    ],
  },
  {
    by: 'Bo Tan',
    kind: 'correction',
    quote: 'eleven kilometres away',
    tags: ['numbers'],
    comments: [
      {
        by: 'Bo Tan',
        body: 'It is eleven *nautical miles*, so about twenty kilometres. That makes one season less likely still.',
      },
      { by: 'Cem Mutlu', body: 'Right, the permit map agrees.' },
    ],
    resolved: { by: 'Ann Okoro', reason: 'accepted' },
  },
];
