import type { Receipt } from '../../../shared/exporting/exported-brief.ts';
import { escaped } from '../../../shared/exporting/html/escape.ts';
import { STYLE } from '../../../shared/exporting/html/style.ts';
import type { ExportFormat } from '../../../shared/exporting/options.ts';
import { Times } from '../../../shared/exporting/times.ts';
import { counted } from '../../../shared/exporting/wording.ts';

/** The page that lists what was exported into one folder. */
export function indexPage(
  exports: readonly (Receipt & { title: string; file: string })[],
  { format, now, timeZone }: { format: ExportFormat; now: number; timeZone: string },
): string {
  const rows = exports.map(({ title, file, exported, exportedComments, leftOut, orphaned }) => {
    const link = `<a href="${escaped(encodeURIComponent(file))}" dir="auto">${escaped(title)}</a>`;
    return `<tr><th scope="row">${link}</th><td>${exported}</td><td>${exportedComments}</td><td>${orphaned}</td><td>${leftOut.length}</td></tr>`;
  });
  const heads = ['Brief', 'Threads', 'Comments', 'Without a place', 'Left out'].map(
    (head) => `<th scope="col">${head}</th>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Exported briefs</title>
<style>
${STYLE}
</style>
</head>
<body>
<main class="sheet digest">
<h1>Exported briefs</h1>
<p class="foot">${counted(exports.length, 'brief')} as ${format}, ${new Times(timeZone).minute(now)} (${escaped(timeZone)}).</p>
<table class="counts"><thead><tr>${heads.join('')}</tr></thead><tbody>
${rows.join('\n')}
</tbody></table>
</main>
</body>
</html>
`;
}
