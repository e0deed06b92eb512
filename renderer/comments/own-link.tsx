import type { ReactNode } from 'react';
import type { LinkTarget } from '../../shared/links.ts';
import { useMe } from '../person/me.tsx';
import { formatRoute, go } from '../route.ts';

/** A link of Briefmark's own: somebody who is mentioned, or a place that it opens in this window. */
export function OwnLink({ target, children }: { target: LinkTarget; children: ReactNode }) {
  if (target.to === 'person') return <Mentioned person={target.person}>{children}</Mentioned>;
  const route = {
    screen: 'brief' as const,
    brief: target.brief,
    ...(target.entry ? { entry: target.entry } : {}),
  };
  return (
    <a
      href={formatRoute(route)}
      onClick={(event) => {
        event.preventDefault();
        go(route);
      }}
    >
      {children}
    </a>
  );
}

function Mentioned({ person, children }: { person: string; children: ReactNode }) {
  const { person: me } = useMe();
  return (
    <span className="mention" data-me={person === me.id || undefined}>
      {children}
    </span>
  );
}
