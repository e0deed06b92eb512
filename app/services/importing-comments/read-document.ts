import type { TextRange } from '../../../shared/anchors/text-index.ts';
import type { TrackedChange } from './reviewed-file.ts';
import { type Attributes, CHARACTER_OF, walkWord } from './walk-word.ts';
import { wallClockOf } from './wall-clock.ts';

/** More is no review but noise; they are counted all the same. */
const MAX_TRACKED = 10_000;

/** What a Word file's main part says. */
export interface ReadDocument {
  text: string;
  paragraphs: Set<string>;
  ranges: Map<string, TextRange>;
  tracked: TrackedChange[];
}

/** Reads the text of a Word document as it was before tracked changes, and where its comments stand. */
export function readDocument(xml: string, file: string): ReadDocument {
  const reading = new Reading();
  walkWord(xml, file, reading);
  return reading.result();
}

class Reading {
  /**
   * The paragraphs that are read, and the one that is being read. Pieces of one growing text would each hold a copy of
   * all before them: gigabytes in a long document.
   */
  private readonly lines: string[] = [];
  private line = '';
  /** How long the text is so far. */
  private length = 0;
  private started = false;
  private readonly paragraphs = new Set<string>();
  private readonly starts = new Map<string, number>();
  private readonly ranges = new Map<string, TextRange>();
  private readonly referred = new Map<string, number>();
  private readonly tracked: TrackedChange[] = [];
  /** Those that the reader is in; somebody may take out words that somebody else put in. */
  private readonly changes: TrackedChange[] = [];
  private inText = false;
  /** Within text boxes' second shape for old programs, and the like, everything would be read twice. */
  private skipping = 0;

  open(name: string, attributes: Attributes): void {
    if (this.skipping > 0 || name === 'Fallback') {
      this.skipping++;
      return;
    }
    const { id = '' } = attributes;
    switch (name) {
      case 'p':
        if (this.started) this.endLine();
        this.started = true;
        break;
      case 'ins':
      case 'moveTo':
        this.changes.push(changeOf('inserted', attributes));
        break;
      case 'del':
      case 'moveFrom':
        this.changes.push(changeOf('deleted', attributes));
        break;
      case 't':
      case 'delText':
        this.inText = true;
        break;
      case 'commentRangeStart':
        this.starts.set(id, this.length);
        break;
      case 'commentRangeEnd': {
        const from = this.starts.get(id);
        if (from !== undefined) this.ranges.set(id, { from, to: this.length });
        break;
      }
      case 'commentReference':
        this.referred.set(id, this.length);
        break;
      default: {
        const character = CHARACTER_OF.get(name);
        if (character !== undefined) this.say(character);
      }
    }
  }

  text(piece: string): void {
    if (this.inText && this.skipping === 0) this.say(piece);
  }

  close(name: string): void {
    if (this.skipping > 0) {
      this.skipping--;
      return;
    }
    if (name === 't' || name === 'delText') this.inText = false;
    if (name === 'p') this.paragraphs.add(this.line);
    if (['ins', 'del', 'moveTo', 'moveFrom'].includes(name)) {
      const change = this.changes.pop();
      if (change?.text && this.tracked.length < MAX_TRACKED) this.tracked.push(change);
    }
  }

  result(): ReadDocument {
    const text = [...this.lines, this.line].join('\n');
    for (const [id, at] of this.referred) {
      // A comment without a range is on its paragraph's words.
      if (!this.ranges.has(id)) this.ranges.set(id, paragraphAround(text, at));
    }
    return { text, paragraphs: this.paragraphs, ranges: this.ranges, tracked: this.tracked };
  }

  private say(piece: string): void {
    const change = this.changes.at(-1);
    if (change) change.text += piece;
    if (this.changes.some(({ what }) => what === 'inserted')) return;
    this.line += piece;
    this.length += piece.length;
  }

  private endLine(): void {
    this.lines.push(this.line);
    this.line = '';
    this.length++;
  }
}

function paragraphAround(text: string, at: number): TextRange {
  const from = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  return { from, to: end < 0 ? text.length : end };
}

function changeOf(what: TrackedChange['what'], { author = '', date }: Attributes): TrackedChange {
  return { what, author: author.trim(), text: '', ...wallClockOf(date) };
}
