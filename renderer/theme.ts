import { useState } from 'react';

/** The look that a person chose; `system` follows the computer. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'briefmark.theme';

/** The look chosen on this computer. */
export function savedTheme(): Theme {
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
      try {
        localStorage.setItem(KEY, next);
      } catch {
        // Without storage the choice lasts as long as the window, which is better than nothing.
      }
    },
  ];
}
