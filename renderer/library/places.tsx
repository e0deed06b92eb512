import { Archive, Folder, LibraryBig, Tag, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Link } from 'react-aria-components';
import type { BriefSummary } from '../../shared/bridge.ts';
import { formatRoute, go } from '../route.ts';
import { formatting, words } from '../words/words.ts';
import { briefsOf, foldersOf, type LibraryView, tagsOf } from './find.ts';
import './places.css';

/** The list at the side: briefs in use, their folders and tags, the archive and the bin. */
export function Places({
  view,
  briefs,
  onChoose,
}: {
  view: LibraryView;
  briefs: readonly BriefSummary[] | undefined;
  onChoose: (view: LibraryView) => void;
}) {
  const folders = foldersOf(briefs ?? []);
  const tags = tagsOf(briefs ?? []);
  const counted = (part: LibraryView) => briefs && briefsOf(part, briefs).length;
  const archived = counted({ part: 'archive' });
  const choose = (chosen: LibraryView) => {
    onChoose(chosen);
    if (view.part === 'bin') go({ screen: 'library' });
  };
  const place = (each: LibraryView, name: string, icon: ReactNode, count: number | undefined, depth = 0) => (
    <Button
      key={JSON.stringify(each)}
      className="library-view"
      style={{ paddingInlineStart: 8 + depth * 16 }}
      onPress={() => choose(each)}
      {...(isSame(each, view) ? { 'aria-current': 'page' as const } : {})}
    >
      {icon}
      <span dir="auto">{name}</span>
      {count !== undefined && <span className="tabular">{formatting.number(count)}</span>}
    </Button>
  );

  return (
    <nav className="library-views" aria-label={words.library.views}>
      {place({ part: 'briefs' }, words.library.briefs, <LibraryBig aria-hidden />, counted({ part: 'briefs' }))}
      {folders.length > 0 && <h2>{words.library.folders}</h2>}
      {folders.map(({ name, count }) => {
        const parts = name.split('/');
        return place(
          { part: 'folder', folder: name },
          parts.at(-1) ?? name,
          <Folder aria-hidden />,
          count,
          parts.length - 1,
        );
      })}
      {tags.length > 0 && <h2>{words.library.tags}</h2>}
      {tags.map(({ name, count }) => place({ part: 'tag', tag: name }, name, <Tag aria-hidden />, count))}
      <hr />
      {(archived ?? 0) > 0 && place({ part: 'archive' }, words.library.archive, <Archive aria-hidden />, archived)}
      <Link
        href={formatRoute({ screen: 'bin' })}
        className="library-view"
        {...(view.part === 'bin' ? { 'aria-current': 'page' as const } : {})}
      >
        <Trash2 aria-hidden />
        <span>{words.library.bin}</span>
        {briefs && <span className="tabular">{formatting.number(briefsOf({ part: 'bin' }, briefs).length)}</span>}
      </Link>
    </nav>
  );
}

function isSame(a: LibraryView, b: LibraryView): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
