import { Label, Radio, RadioGroup } from 'react-aria-components';
import { EXPORT_FORMATS, type ExportFormat } from '../../shared/exporting/options.ts';
import { words } from '../words/words.ts';

/** The formats, each with a line on whom it is for. */
export function FormatList({ value, onChange }: { value: ExportFormat; onChange(format: ExportFormat): void }) {
  return (
    <RadioGroup className="export-formats" value={value} onChange={(format) => onChange(format as ExportFormat)}>
      <Label className="visually-hidden">{words.exporting.format}</Label>
      {EXPORT_FORMATS.map((format) => (
        <Radio key={format} value={format} className="export-format">
          <span className="export-format-name">{words.exporting.formats[format].name}</span>
          <span className="export-format-for">{words.exporting.formats[format].for}</span>
        </Radio>
      ))}
    </RadioGroup>
  );
}
