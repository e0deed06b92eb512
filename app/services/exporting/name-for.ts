import { exportFileName } from '../../../shared/exporting/file-name.ts';
import { EXTENSIONS, type ExportOptions } from '../../../shared/exporting/options.ts';

/** The file name that suits an export. */
export function nameFor(title: string, options: Pick<ExportOptions, 'format'>): string {
  const { to } = options.format;
  return exportFileName(to === 'digest' ? `${title.slice(0, 180)} (digest)` : title, EXTENSIONS[to]);
}
