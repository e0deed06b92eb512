import { useState } from 'react';
import { z } from 'zod';
import { remember, remembered } from './remembered.ts';

/** The look that a person chose; `system` follows the computer. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'briefmark.theme';

const schema = z.enum(['system', 'light', 'dark']);

/** The look chosen on this computer; before the services have answered, what this address in a browser remembers. */
export function savedTheme(): Theme {
  const known = remembered(KEY, schema);
  if (known) return known;
  try {
    const saved = localStorage.getItem(KEY);
    return saved === 'light' || saved === 'dark' ? saved : 'system';
  } catch {
    return 'system';
  }
}

/** Shows the window in a look. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** The look, and how to change it for good. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(savedTheme);
  return [
    theme,
    (next) => {
      setTheme(next);
      applyTheme(next);
      remember(KEY, next);
      try {
        localStorage.setItem(KEY, next);
      } catch {
        // Without storage the choice lasts as long as the window, which is better than nothing.
      }
    },
  ];
}
