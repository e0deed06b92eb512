import { Search, X } from 'lucide-react';
import { SearchField as AriaSearchField, Button, Input, type SearchFieldProps } from 'react-aria-components';
import './text-field.css';

/** A field that narrows what stands below it; Escape empties it. */
export function SearchField({
  label,
  placeholder,
  ...props
}: Omit<SearchFieldProps, 'className' | 'children'> & { label: string; placeholder?: string }) {
  return (
    <AriaSearchField {...props} aria-label={label} className="search-field">
      <Search aria-hidden />
      <Input placeholder={placeholder ?? label} />
      <Button>
        <X aria-hidden />
      </Button>
    </AriaSearchField>
  );
}
