import type { Direction, ImportedArticle } from '../../shared/importing/imported.ts';
import { Button } from '../controls/button.tsx';
import { Menu, MenuItem, MenuSection, MenuSeparator } from '../controls/menu.tsx';
import { formatting, words } from '../words/words.ts';
import { usePendingImport } from './pending-import.tsx';

/** The languages that are offered, beside the one that was recognised; `und` is none. */
const LANGUAGES = 'und en de fr es it pt nl pl cs sv ru uk tr ar he fa hi zh ja ko'.split(' ');
const DIRECTIONS: readonly Direction[] = ['ltr', 'rtl'];

/** In which language the article is and which way it runs: as recognised, until somebody says otherwise. */
export function LanguageMenu({ article, onClosed }: { article: ImportedArticle; onClosed: () => void }) {
  const { say } = usePendingImport();
  const { language, direction } = article;
  const name = (tag: string) => (tag === 'und' ? undefined : formatting.languageName(tag));
  const shown = name(language) ?? words.importing.languageUnknown;
  const offered = LANGUAGES.includes(language) ? LANGUAGES : [language, ...LANGUAGES];
  return (
    <Menu
      placement="bottom end"
      // After the menu has given focus back to its button.
      onOpenChange={(open) => !open && requestAnimationFrame(onClosed)}
      aria-label={words.importing.languageOf}
      trigger={
        <Button size="small" look="quiet">
          {direction === 'rtl' ? `${shown}, ${words.importing.rightToLeft}` : shown}
        </Button>
      }
    >
      <MenuSection
        title={words.importing.runs}
        selected={direction}
        onSelect={(key) => say({ direction: key as Direction })}
      >
        {DIRECTIONS.map((each) => (
          <MenuItem key={each} id={each} label={words.importing.directions[each]} />
        ))}
      </MenuSection>
      <MenuSeparator />
      <MenuSection
        title={words.importing.languageOf}
        selected={language}
        onSelect={(key) => say({ language: String(key) })}
      >
        {offered.map((tag) => (
          <MenuItem key={tag} id={tag} label={name(tag) ?? words.importing.languageUnknown} />
        ))}
      </MenuSection>
    </Menu>
  );
}
