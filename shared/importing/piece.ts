import type { BlockType } from '../article/block-types.ts';
import type { SourceSpan } from './imported.ts';
import { endsAsSentence, endsInFullStop, weigh, wordsOf } from './wording.ts';

/** What a rule made of a piece. */
export interface Verdict {
  type: BlockType;
  level?: number;
  because: string;
  leftOut?: string;
}

/** A sign at the start of a line that says what the line is; `rule` stands alone on its line. */
export type Marker = 'bullet' | 'dash' | 'number' | 'quote' | 'rule' | 'table';

/**
 * A stretch of the source that becomes one block: a paragraph's worth of lines. Rules look at pieces, in their order,
 * and give each a verdict; a piece that has one is not looked at again.
 */
export class Piece {
  verdict: Verdict | undefined;
  #words: readonly string[] | undefined;
  #weight: number | undefined;

  constructor(
    /** Its lines joined, a marker included. */
    readonly text: string,
    readonly spans: readonly SourceSpan[],
    /** Whether an empty line stands before it. */
    readonly gapBefore: boolean,
    readonly marker: Marker | undefined = undefined,
    /** How many characters of the text the marker takes. */
    readonly markerLength: number = 0,
    /** All its lines are indented, and those of most pieces are not. */
    readonly indented: boolean = false,
    /** An agency put "^" and "<" around it. */
    readonly signed: boolean = false,
  ) {}

  get words(): readonly string[] {
    this.#words ??= wordsOf(this.text);
    return this.#words;
  }

  /** Length in words. */
  get weight(): number {
    this.#weight ??= this.text.length > COUNTED_LENGTH ? this.text.length / WORD_LENGTH : weigh(this.words);
    return this.#weight;
  }

  get endsAsSentence(): boolean {
    return endsAsSentence(this.text);
  }

  get endsInFullStop(): boolean {
    return endsInFullStop(this.text);
  }

  get isKept(): boolean {
    return !this.verdict?.leftOut;
  }

  /**
   * Whether it reads as a paragraph of running text: a sentence of some length, or something so long that it can't be
   * a headline or a caption. What is "body" and what stands around it is measured from these.
   */
  get isBody(): boolean {
    if (this.verdict && this.verdict.type !== 'paragraph' && this.verdict.type !== 'quote') return false;
    return (
      this.isKept && (this.weight >= BODY_WORDS_WITHOUT_STOP || (this.weight >= BODY_WORDS && this.endsAsSentence))
    );
  }
}

/** What is longer is running text whatever its words; an estimate spares counting them in megabytes. */
const COUNTED_LENGTH = 3000;
const WORD_LENGTH = 8;
/** Shorter sentences occur as captions, headlines with a full stop and promotional lines. */
const BODY_WORDS = 10;
/** No headline, standfirst line or pull quote in the samples came near this length. */
const BODY_WORDS_WITHOUT_STOP = 60;
