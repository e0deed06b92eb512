import { Check } from 'lucide-react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { PERSON_COLOURS } from '../../shared/model/person-colours.ts';
import { words } from '../words/words.ts';
import { onColour } from './colours.ts';
import './colour-choice.css';

/** The choice of a person's colour; arrow keys go through them. */
export function ColourChoice({ value, onChange }: { value: string; onChange: (colour: string) => void }) {
  // Somebody may have brought a colour of their own from elsewhere: it stays a choice.
  const colours = (PERSON_COLOURS as readonly string[]).includes(value) ? PERSON_COLOURS : [value, ...PERSON_COLOURS];
  return (
    <RadioGroup className="colour-choice" value={value} onChange={onChange} orientation="horizontal">
      <Label>{words.person.colour}</Label>
      <div className="colour-choice-row">
        {colours.map((colour) => (
          <Radio
            key={colour}
            value={colour}
            className="colour-choice-one"
            aria-label={nameOf(colour)}
            style={{ backgroundColor: colour, color: onColour(colour) }}
          >
            {({ isSelected }) => isSelected && <Check aria-hidden />}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}

function nameOf(colour: string): string {
  const at = (PERSON_COLOURS as readonly string[]).indexOf(colour);
  return words.person.colours[at] ?? words.person.ownColour;
}
