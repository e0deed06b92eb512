import { Fragment, type ReactNode } from 'react';
import { findHidden } from '../../shared/hidden-characters.ts';
import './visible-text.css';

/** A text in which hidden characters show, and line ends break the line. */
export function VisibleText({ text }: { text: string }) {
  const hidden = findHidden(text);
  const parts: ReactNode[] = [];
  let at = 0;
  for (const { from, to, name, short } of hidden) {
    if (from > at) parts.push(<Lines key={at} text={text.slice(at, from)} />);
    parts.push(
      <span key={`hidden ${from}`} className="hidden-character" role="img" aria-label={name} title={name}>
        {short}
      </span>,
    );
    at = to;
  }
  parts.push(<Lines key={at} text={text.slice(at)} />);
  return parts;
}

function Lines({ text }: { text: string }) {
  return text.split('\n').map((line, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a text have no other name
    <Fragment key={at}>
      {at > 0 && <br />}
      {line}
    </Fragment>
  ));
}
