import { useState } from 'react';
import type { Annotation } from '../../shared/model/annotation.ts';
import { MAX_TAG_LENGTH, MAX_TAGS } from '../../shared/model/entry.ts';
import { KINDS, type Kind } from '../../shared/model/kinds.ts';
import { useBrief } from '../brief/brief-context.tsx';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { Menu, MenuItem, MenuSection, MenuSeparator } from '../controls/menu.tsx';
import { TextField } from '../controls/text-field.tsx';
import { words } from '../words/words.ts';
import { KindChip } from './kind-chip.tsx';

/** What is done to an annotation less often: another kind, tags, withdrawing it. */
export function MoreMenu({ annotation }: { annotation: Annotation }) {
  const { actions, open, focusArticle } = useBrief();
  const [tagging, setTagging] = useState(false);
  const mayChangeKind = actions.may('kinded', annotation);
  const mayTag = actions.may('tagged', annotation);
  const mayWithdraw = actions.may('withdrawn', annotation);
  if (!mayChangeKind && !mayTag && !mayWithdraw) return null;
  return (
    <>
      <Menu
        trigger={
          <Button size="small" look="quiet">
            {words.brief.more}
          </Button>
        }
        disabledKeys={mayWithdraw ? [] : ['withdraw']}
      >
        {mayChangeKind && (
          <MenuSection
            title={words.brief.kind}
            selected={annotation.kind}
            onSelect={(kind) => void actions.setKind(annotation.id, kind as Kind)}
          >
            {KINDS.map(({ kind }) => (
              <MenuItem key={kind} id={kind} label={words.brief.kinds[kind]} icon={<KindChip kind={kind} />} />
            ))}
          </MenuSection>
        )}
        <MenuSeparator />
        {mayTag && <MenuItem label={words.brief.editTags} onAction={() => setTagging(true)} />}
        <MenuItem
          id="withdraw"
          label={words.brief.withdrawAnnotation}
          look="danger"
          onAction={async () => {
            if (!(await actions.withdraw(annotation.id))) return;
            open(undefined);
            focusArticle();
          }}
        />
      </Menu>
      {tagging && <TagsDialog annotation={annotation} onClose={() => setTagging(false)} />}
    </>
  );
}

/** Tags as one line, parted by commas, in the order in which they stand. */
function TagsDialog({ annotation, onClose }: { annotation: Annotation; onClose(): void }) {
  const { actions } = useBrief();
  const [line, setLine] = useState(annotation.tags.join(', '));
  const save = async () => {
    if (await actions.setTags(annotation.id, tagsOf(line))) onClose();
  };
  return (
    <Dialog
      title={words.brief.tagsTitle}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="small"
      actions={
        <>
          <Button onPress={onClose}>{words.common.cancel}</Button>
          <Button look="primary" onPress={() => void save()}>
            {words.brief.tagsSave}
          </Button>
        </>
      }
    >
      <TextField
        label={words.brief.tags}
        hint={words.brief.tagsHint}
        value={line}
        onChange={setLine}
        autoFocus
        onKeyDown={(event) => {
          if (event.key === 'Enter') void save();
          else event.continuePropagation();
        }}
      />
    </Dialog>
  );
}

/** The tags in a line: each once, none longer than the model takes. */
export function tagsOf(line: string): string[] {
  const tags = line.split(',').map((tag) => tag.trim().slice(0, MAX_TAG_LENGTH).trim());
  return [...new Set(tags.filter((tag) => tag !== ''))].slice(0, MAX_TAGS);
}
