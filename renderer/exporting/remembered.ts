import {
  EXPORT_FORMATS,
  type ExportChoices,
  type ExportFormat,
  exportChoicesSchema,
  type FormatOptions,
} from '../../shared/exporting/options.ts';

const FORMAT = 'briefmark.export.format';
const CHOICES = 'briefmark.export.';

/** The format that was chosen last. */
export function lastFormat(): ExportFormat {
  const saved = read(FORMAT);
  return EXPORT_FORMATS.find((format) => format === saved) ?? 'docx';
}

/**
 * What was chosen last for a format. What filters one brief says nothing of the next, so it is not kept; and what is
 * private goes out only where somebody has just asked for it.
 */
export function lastChoices(to: ExportFormat): ExportChoices {
  try {
    const parsed = exportChoicesSchema.safeParse(JSON.parse(read(CHOICES + to) ?? ''));
    if (parsed.success && parsed.data.format.to === to) return parsed.data;
  } catch {
    // Nothing was kept, or nothing that can be read.
  }
  return exportChoicesSchema.parse({ format: { to } satisfies Partial<FormatOptions>, timeZone: systemZone() });
}

/** Keeps what was chosen. */
export function remember(choices: ExportChoices): void {
  try {
    localStorage.setItem(FORMAT, choices.format.to);
    localStorage.setItem(CHOICES + choices.format.to, JSON.stringify({ ...choices, filter: {}, private: false }));
  } catch {
    // Without storage they are chosen anew next time.
  }
}

/** The time zone of this computer. */
export function systemZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
