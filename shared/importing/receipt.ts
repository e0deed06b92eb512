/** What became of the annotations that came with a file. */
export interface AnnotationReceipt {
  placed: number;
  /** They stand among the annotations that have lost their passage. */
  orphaned: number;
  comments: number;
}

/** The account of annotations made elsewhere that came into a brief. */
export interface ElsewhereReceipt {
  placed: number;
  /** They stand among the annotations that have lost their passage. */
  orphaned: number;
  /** Annotations that say something. */
  comments: number;
  replies: number;
  ignored: { what: string; reason: string }[];
}

/** The account of an import. */
export interface ImportReceipt {
  blocks: number;
  leftOut: number;
  pictures: number;
  annotations: AnnotationReceipt;
  /** What a person should know about how the file was read, a sentence each. */
  remarks: string[];
}
