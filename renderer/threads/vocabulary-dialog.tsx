import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { MAX_MEANING_LENGTH, MAX_TAG_LENGTH, MAX_VOCABULARY, type Vocabulary } from '../../shared/model/entry.ts';
import { PERSON_COLOURS } from '../../shared/model/person-colours.ts';
import { useBrief } from '../brief/brief-context.tsx';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { IconButton } from '../controls/icon-button.tsx';
import { words } from '../words/words.ts';
import './vocabulary-dialog.css';

/** The brief's own tags: an owner names them, gives them colours and meanings, and may close the list. */
export function VocabularyDialog({ onClose }: { onClose(): void }) {
  const { store, actions } = useBrief();
  const mayChange = actions.may('vocabulary');
  const [{ tags, closed }, setVocabulary] = useState<Vocabulary>(store.notes.vocabulary);
  // Rows keep their places by number: a name changes with each letter.
  const change = (index: number, part: Partial<Vocabulary['tags'][number]>) =>
    setVocabulary({ closed, tags: tags.map((tag, at) => (at === index ? { ...tag, ...part } : tag)) });
  const save = async () => {
    const named = tags.map((tag) => ({ ...tag, name: tag.name.trim() })).filter(({ name }) => name !== '');
    if (await actions.setVocabulary({ tags: named, closed })) onClose();
  };
  return (
    <Dialog
      title={words.brief.vocabulary}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="wide"
      actions={
        <>
          <Button onPress={onClose}>{mayChange ? words.everywhere.cancel : words.everywhere.close}</Button>
          {mayChange && (
            <Button look="primary" onPress={() => void save()}>
              {words.brief.vocabularySave}
            </Button>
          )}
        </>
      }
    >
      <p>{mayChange ? words.brief.vocabularyWhat : words.brief.vocabularyOwner}</p>
      {tags.length === 0 && !mayChange && <p>{words.brief.vocabularyEmpty}</p>}
      <ul className="vocabulary">
        {tags.map(({ name, colour, meaning }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name that stays.
          <li key={index}>
            <input
              type="color"
              aria-label={words.brief.tagColour}
              value={colour}
              disabled={!mayChange}
              onChange={({ currentTarget }) => change(index, { colour: currentTarget.value })}
            />
            <input
              aria-label={words.brief.tagName}
              placeholder={words.brief.tagName}
              value={name}
              maxLength={MAX_TAG_LENGTH}
              disabled={!mayChange}
              dir="auto"
              autoFocus={mayChange && name === ''}
              onChange={({ currentTarget }) => change(index, { name: currentTarget.value })}
            />
            <input
              aria-label={words.brief.tagMeaning}
              placeholder={words.brief.tagMeaning}
              value={meaning}
              maxLength={MAX_MEANING_LENGTH}
              disabled={!mayChange}
              dir="auto"
              onChange={({ currentTarget }) => change(index, { meaning: currentTarget.value })}
            />
            {mayChange && (
              <IconButton
                label={words.brief.removeTagRow(name)}
                onPress={() => setVocabulary({ closed, tags: tags.filter((_, at) => at !== index) })}
              >
                <X aria-hidden />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <div className="vocabulary-foot">
          <Button
            size="small"
            isDisabled={tags.length >= MAX_VOCABULARY}
            onPress={() =>
              setVocabulary({
                closed,
                tags: [
                  ...tags,
                  { name: '', colour: PERSON_COLOURS[tags.length % PERSON_COLOURS.length] as string, meaning: '' },
                ],
              })
            }
          >
            <Plus aria-hidden />
            {words.brief.vocabularyAdd}
          </Button>
          <label>
            <input
              type="checkbox"
              checked={closed}
              onChange={({ currentTarget }) => setVocabulary({ tags, closed: currentTarget.checked })}
            />
            {words.brief.vocabularyClosed}
          </label>
        </div>
      )}
    </Dialog>
  );
}
