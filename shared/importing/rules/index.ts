import { agencySlug } from './agency-slug.ts';
import { breadcrumb } from './breadcrumb.ts';
import { byline } from './byline.ts';
import { cableHeader } from './cable-header.ts';
import { caption, captionAlone } from './caption.ts';
import { contentsLine } from './contents-line.ts';
import { cookieNotice } from './cookie-notice.ts';
import { copyright } from './copyright.ts';
import { credit } from './credit.ts';
import { doubledCaption } from './doubled-caption.ts';
import { doubledHeadline } from './doubled-headline.ts';
import { footnote } from './footnote.ts';
import { heading } from './heading.ts';
import { libraryFrame } from './library-frame.ts';
import { links } from './links.ts';
import { listItem } from './list-item.ts';
import { menu } from './menu.ts';
import { numberedParagraph } from './numbered-paragraph.ts';
import { pageControls, trailingControls } from './page-controls.ts';
import { paragraph } from './paragraph.ts';
import { promotion } from './promotion.ts';
import { pullQuote } from './pull-quote.ts';
import { quotation } from './quotation.ts';
import { readingTime } from './reading-time.ts';
import type { Rule } from './rule.ts';
import { ruledLine } from './ruled-line.ts';
import { runningHead } from './running-head.ts';
import { shareLine } from './share-line.ts';
import { siteNotices } from './site-notices.ts';
import { standfirst } from './standfirst.ts';
import { tableLines } from './table-lines.ts';
import { tagsAndCounts } from './tags-and-counts.ts';
import { title } from './title.ts';
import { underline, underlinedHeading } from './underlined.ts';

/**
 * The rules in their order. What a line's own marks say comes first, then what the page says about itself, so that the
 * headline is looked for among what is left; the rules further down rely on what those above have found.
 */
export const RULES: readonly Rule[] = [
  libraryFrame,
  contentsLine,
  underline,
  ruledLine,
  cableHeader,
  runningHead,
  agencySlug,
  numberedParagraph,
  listItem,
  footnote,
  quotation,
  tableLines,
  pageControls,
  shareLine,
  siteNotices,
  promotion,
  readingTime,
  tagsAndCounts,
  copyright,
  cookieNotice,
  breadcrumb,
  menu,
  credit,
  byline,
  title,
  doubledHeadline,
  caption,
  doubledCaption,
  underlinedHeading,
  trailingControls,
  menu,
  links,
  standfirst,
  captionAlone,
  doubledCaption,
  pullQuote,
  heading,
  paragraph,
];
