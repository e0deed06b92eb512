import type { RefusedThing } from '../../../shared/bridge/sharing.ts';

/** What a relay refused, as a Markdown file that its person can send to somebody or keep. */
export function refusedAsText(things: readonly RefusedThing[]): string {
  const parts = things.map(({ why, at, entry, change }) => {
    const head = `## ${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC\n\n${why}`;
    if (change) return `${head}\n\nYour version:\n\n${quoted(change.mine)}\n\nThe relay’s:\n\n${quoted(change.theirs)}`;
    if (!entry) return head;
    const passages = entry.type === 'annotated' ? entry.anchors.map(({ quote }) => quote.exact) : [];
    const said = 'body' in entry ? [entry.body] : passages;
    const words = said.length > 0 ? `\n\n${quoted(said)}` : '';
    return `${head}${words}\n\n    ${JSON.stringify(entry)}`;
  });
  return `# Not on the relay\n\n${parts.join('\n\n')}\n`;
}

function quoted(blocks: readonly string[]): string {
  const lines = blocks.flatMap((block) => [...block.split('\n'), '']).slice(0, -1);
  return lines.length === 0 ? '> (nothing)' : lines.map((line) => `> ${line}`.trimEnd()).join('\n');
}
