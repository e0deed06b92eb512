import type { Person } from '../../shared/model/people.ts';
import { onColour } from '../person/colours.ts';
import './avatar.css';

/** A person's initials on their colour. Beside the name it is decoration; alone, give it a `label`. */
export function Avatar({
  person,
  size = 'normal',
  label,
}: {
  person: Pick<Person, 'initials' | 'colour'>;
  size?: 'small' | 'normal' | 'large';
  label?: string;
}) {
  return (
    <span
      className="avatar"
      data-size={size}
      style={{ backgroundColor: person.colour, color: onColour(person.colour) }}
      {...(label ? { role: 'img', 'aria-label': label, title: label } : { 'aria-hidden': true })}
    >
      {person.initials}
    </span>
  );
}
