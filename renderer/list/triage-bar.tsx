import { X } from 'lucide-react';
import { useRef, useState } from 'react';
import type { EntryId, PersonId } from '../../shared/model/ids.ts';
import { REASONS } from '../../shared/model/kinds.ts';
import { afterFrame } from '../after-frame.ts';
import { useBrief } from '../brief/brief-context.tsx';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { IconButton } from '../controls/icon-button.tsx';
import { Menu, MenuItem, MenuSection } from '../controls/menu.tsx';
import { AssignFields } from '../threads/assign-fields.tsx';
import { TagField } from '../threads/tag-field.tsx';
import { words } from '../words/words.ts';
import './triage-bar.css';

/** What is done to all that are selected in the list, each as one action that can be undone. */
export function TriageBar({
  selected,
  tags,
  onSelect,
}: {
  selected: ReadonlySet<EntryId>;
  /** Those in use and those of the vocabulary. */
  tags: readonly string[];
  onSelect(selected: ReadonlySet<EntryId>): void;
}) {
  const { actions, store } = useBrief();
  const [asking, setAsking] = useState<'tag' | 'assign'>();
  const bar = useRef<HTMLDivElement>(null);
  const ids = [...selected];
  if (ids.length === 0) return null;
  const own = ids.filter((id) => store.isPrivate(id));
  const isMixed = own.length > 0 && own.length < ids.length;
  const done = (ok: boolean) => {
    if (!ok) return;
    setAsking(undefined);
    onSelect(new Set());
  };
  return (
    <div ref={bar} className="list-triage" role="toolbar" aria-label={words.list.triage}>
      <div className="list-triage-count">
        <strong role="status">{words.list.selected(ids.length)}</strong>
        <IconButton label={words.list.selectNone} onPress={() => onSelect(new Set())}>
          <X aria-hidden />
        </IconButton>
      </div>
      {isMixed ? (
        <OneSort
          own={own}
          others={ids.filter((id) => !store.isPrivate(id))}
          onChoose={(chosen) => {
            onSelect(new Set(chosen));
            // Its button goes with the question, and leads to what was asked about.
            afterFrame(() => bar.current?.querySelector<HTMLElement>('.list-triage-actions button')?.focus());
          }}
        />
      ) : (
        <div className="list-triage-actions">
          <Menu
            placement="top start"
            trigger={
              <Button size="small" look="primary">
                {words.list.resolve}
              </Button>
            }
          >
            <MenuSection title={words.brief.resolveAs}>
              {REASONS.map((reason) => (
                <MenuItem
                  key={reason}
                  label={words.brief.reasons[reason]}
                  onAction={async () => done(await actions.several(ids, { do: 'resolve', reason }))}
                />
              ))}
            </MenuSection>
          </Menu>
          {own.length === ids.length && (
            <Button size="small" onPress={async () => done(await actions.publish(ids))}>
              {words.brief.publish}
            </Button>
          )}
          <Button size="small" onPress={() => setAsking('tag')}>
            {words.list.tag}
          </Button>
          <Button size="small" isDisabled={!actions.may('assigned')} onPress={() => setAsking('assign')}>
            {words.list.assign}
          </Button>
          <Button size="small" look="quiet" onPress={async () => done(await actions.several(ids, { do: 'withdraw' }))}>
            {words.list.withdraw}
          </Button>
        </div>
      )}
      {asking === 'tag' && (
        <TagSeveral
          count={ids.length}
          known={tags}
          onClose={() => setAsking(undefined)}
          onSave={async (add, remove) => done(await actions.several(ids, { do: 'tag', add, remove }))}
        />
      )}
      {asking === 'assign' && (
        <AssignSeveral
          count={ids.length}
          onClose={() => setAsking(undefined)}
          onSave={async (person, due) =>
            done(await actions.several(ids, { do: 'assign', person, ...(due ? { due } : {}) }))
          }
        />
      )}
    </div>
  );
}

/** What only its person sees is changed apart from what all see: says so, and leaves one sort of them selected. */
function OneSort({
  own,
  others,
  onChoose,
}: {
  own: readonly EntryId[];
  others: readonly EntryId[];
  onChoose(ids: readonly EntryId[]): void;
}) {
  return (
    <>
      <p className="list-triage-why">{words.list.oneSort(own.length)}</p>
      <div className="list-triage-actions">
        <Button size="small" onPress={() => onChoose(others)}>
          {words.list.onlyShared(others.length)}
        </Button>
        <Button size="small" onPress={() => onChoose(own)}>
          {words.list.onlyPrivate(own.length)}
        </Button>
      </div>
    </>
  );
}

function TagSeveral({
  count,
  known,
  onSave,
  onClose,
}: {
  count: number;
  known: readonly string[];
  onSave(add: string[], remove: string[]): Promise<void>;
  onClose(): void;
}) {
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  return (
    <Dialog
      title={words.list.tagTitle(count)}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      actions={
        <>
          <Button onPress={onClose}>{words.everywhere.cancel}</Button>
          <Button
            look="primary"
            isDisabled={add.length === 0 && remove.length === 0}
            onPress={() => void onSave(add, remove)}
          >
            {words.brief.tagsSave}
          </Button>
        </>
      }
    >
      <TagField label={words.list.tagAdd} tags={add} known={known} onChange={setAdd} autoFocus />
      <TagField label={words.list.tagRemove} tags={remove} known={known} onChange={setRemove} onlyKnown />
    </Dialog>
  );
}

function AssignSeveral({
  count,
  onSave,
  onClose,
}: {
  count: number;
  onSave(person: PersonId | null, due: string | undefined): Promise<void>;
  onClose(): void;
}) {
  const [chosen, setChosen] = useState<{ person: PersonId | null; due?: string | undefined }>({ person: null });
  return (
    <Dialog
      title={words.list.assignTitle(count)}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="small"
      actions={
        <>
          <Button onPress={onClose}>{words.everywhere.cancel}</Button>
          <Button look="primary" onPress={() => void onSave(chosen.person, chosen.due)}>
            {words.brief.assignSave}
          </Button>
        </>
      }
    >
      <AssignFields value={chosen} onChange={setChosen} autoFocus />
    </Dialog>
  );
}
