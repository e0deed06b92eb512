import { leaveOut, type Rule } from './rule.ts';

const MINUTES = 'min(?:ute)?s?\\.?|minuten|minuti|minutos?|минуты?|мин\\.?|минута|минут|دقائق|دقيقة|דקות|分钟|分鐘|分';
const READING_TIME = new RegExp(
  `^(?:(?:estimated )?(?:reading time|read(?:ing)?(?: time)?|lesezeit|lesedauer|temps de lecture|lecture|tiempo de lectura|время чтения|مدة القراءة|وقت القراءة|زمن القراءة|زמן קריאה|זמן קריאה|阅读时间)\\s*[:：]?\\s*)?(?:ca\\. )?\\d{1,3}\\s*[- ]?(?:${MINUTES})(?:\\s*(?:read|reading|to read|lesezeit|de lecture|de lectura|di lettura|чтения|قراءة|للقراءة|קריאה|阅读|閱讀))?$`,
  'iu',
);

/** What parts it from the date before it. */
const SEPARATORS = /^[\s·•|—–-]+/u;

/** How long the reading takes is worked out by the site; it isn't the author's, and Briefmark can count itself. */
export const readingTime: Rule = {
  name: 'reading-time',
  apply(pieces) {
    for (const piece of pieces) {
      if (!piece.verdict && isReadingTime(piece.text))
        leaveOut(piece, 'byline', 'The site’s estimate of the reading time.');
    }
  },
};

/** Whether a line says how long the reading takes, and nothing else. */
export function isReadingTime(text: string): boolean {
  return text.length <= LONGEST && READING_TIME.test(text.replace(SEPARATORS, ''));
}

const LONGEST = 60;
