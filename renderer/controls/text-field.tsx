import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
} from 'react-aria-components';
import './text-field.css';

/** A line to type into, with its name above it. */
export interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'children'> {
  label: string;
  /** What helps to fill it in. */
  hint?: string | undefined;
  /** Why what stands there can't be taken. */
  problem?: string | undefined;
  placeholder?: string;
  /** With this many lines it is a box of text. */
  lines?: number;
}

/** A line to type into, with its name above it, and under it a hint or what is wrong. */
export function TextField({ label, hint, problem, placeholder = '', lines, ...props }: TextFieldProps) {
  return (
    <AriaTextField {...props} className="text-field" isInvalid={Boolean(problem)} validationBehavior="aria">
      <Label>{label}</Label>
      {lines ? <TextArea rows={lines} placeholder={placeholder} /> : <Input placeholder={placeholder} />}
      {hint && !problem && <Text slot="description">{hint}</Text>}
      <FieldError>{problem}</FieldError>
    </AriaTextField>
  );
}
