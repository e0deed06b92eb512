/** The account of an import of comments. */
export interface ReviewReceipt {
  /** New replies. */
  replies: number;
  /** New threads. */
  comments: number;
  resolved: number;
  reopened: number;
  /** Comments that read differently in the file. */
  edited: number;
  /** Comments of the brief that the file has as they are. */
  unchanged: number;
  /** Of the new threads, those whose passage isn't in the article. */
  orphaned: number;
  /** What the file has and the brief doesn't take. */
  ignored: { what: string; reason: string }[];
}

/** One thing that will be done, as a preview shows it. */
export interface ReviewStep {
  does: 'reply' | 'comment' | 'resolve' | 'reopen' | 'edit';
  /** The Word author. */
  author: string;
  /** The thread's passage, or the new one. */
  passage: string;
  words: string;
  /** What a person should know before they agree. */
  note?: string;
}
