import type { Annotation } from '../../shared/model/annotation.ts';
import { KINDS, type Kind } from '../../shared/model/kinds.ts';
import { useBrief } from '../brief/brief-context.tsx';
import { Button } from '../controls/button.tsx';
import { Menu, MenuItem, MenuSection, MenuSeparator } from '../controls/menu.tsx';
import { words } from '../words/words.ts';
import { KindChip } from './kind-chip.tsx';

/** What is done to an annotation less often: another kind, tags, passages, assigning, linking, withdrawing. */
export function MoreMenu({ annotation }: { annotation: Annotation }) {
  const { actions, open, focusArticle, show, showParagraphOf, changePassage, copyLink } = useBrief();
  const { id, anchors } = annotation;
  const may = (type: Parameters<typeof actions.may>[0]) => actions.may(type, annotation);
  return (
    <Menu
      trigger={
        <Button size="small" look="quiet">
          {words.brief.more}
        </Button>
      }
      disabledKeys={may('withdrawn') ? [] : ['withdraw']}
    >
      {may('tagged') && (
        <MenuItem label={words.brief.editTags} shortcut="T" onAction={() => show({ ask: 'tags', id })} />
      )}
      {may('assigned') && (
        <MenuItem label={words.brief.assign} shortcut="A" onAction={() => show({ ask: 'assign', id })} />
      )}
      {may('placed') && (
        <MenuItem
          label={anchors.length > 0 ? words.brief.changePassage : words.brief.addPassage}
          shortcut="P"
          onAction={() => changePassage(id, { replace: 0 })}
        />
      )}
      {may('placed') && anchors.length > 0 && (
        <MenuItem label={words.brief.addPassage} shortcut="Shift P" onAction={() => changePassage(id, 'add')} />
      )}
      <MenuItem label={words.brief.copyLink} shortcut="L" onAction={() => copyLink(id)} />
      {anchors.length > 0 && (
        <MenuItem label={words.lookingBack.paragraphMenu} shortcut="H" onAction={() => showParagraphOf(id)} />
      )}
      {may('kinded') && (
        <MenuSection
          title={words.brief.kind}
          selected={annotation.kind}
          onSelect={(kind) => void actions.setKind(id, kind as Kind)}
        >
          {KINDS.map(({ kind }) => (
            <MenuItem key={kind} id={kind} label={words.brief.kinds[kind]} icon={<KindChip kind={kind} />} />
          ))}
        </MenuSection>
      )}
      <MenuSeparator />
      <MenuItem
        id="withdraw"
        label={words.brief.withdrawAnnotation}
        look="danger"
        onAction={async () => {
          if (!(await actions.withdraw(id))) return;
          open(undefined);
          focusArticle();
        }}
      />
      {may('erased') && (
        <MenuItem label={words.lookingBack.eraseMenu} look="danger" onAction={() => show({ erase: id })} />
      )}
    </Menu>
  );
}
