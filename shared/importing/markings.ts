const LEVEL =
  'TOP SECRET|SECRET|CONFIDENTIAL|RESTRICTED|UNCLASSIFIED|OFFICIAL(?:[- ]SENSITIVE)?|FOR OFFICIAL USE ONLY|CONTROLLED UNCLASSIFIED INFORMATION|CUI|LIMITED OFFICIAL USE|(?:NATO|EU) (?:SECRET|CONFIDENTIAL|RESTRICTED|UNCLASSIFIED)|GEHEIM|STRENG GEHEIM|VS[-–—\\s]+(?:NUR FÜR DEN DIENSTGEBRAUCH|NFD|VERTRAULICH)|TRÈS SECRET|SECRET DÉFENSE|DIFFUSION RESTREINTE|CONFIDENTIEL(?: DÉFENSE)?|SECRETO|RESERVADO|CONFIDENCIAL|DIFUSIÓN LIMITADA|СОВЕРШЕННО СЕКРЕТНО|СЕКРЕТНО|ДЛЯ СЛУЖЕБНОГО ПОЛЬЗОВАНИЯ|سري للغاية|سري|סודי ביותר|סודי|机密|機密|绝密|絕密|秘密|内部资料|TLP:(?:RED|AMBER(?:\\+STRICT)?|GREEN|CLEAR|WHITE)';
const BANNER = new RegExp(
  `^\\(?(?:${LEVEL})(?:\\s*(?://|/|--?|–|—)\\s*[\\p{Lu}\\p{M}\\d ,/.()-]{2,60})*\\)?\\s*$`,
  'u',
);
const SECTION = /\s+SECTION\s+\d{1,2}\s+OF\s+\d{1,2}\b.*$/u;
const SPACED = /^\p{Lu}(?: \p{Lu}){4,}(?: {2,3}\p{Lu}(?: \p{Lu})+)*(?=$|\s+SECTION\b|\s*\/\/)/u;

/** Longer lines say something else besides. */
const LONGEST = 120;

/**
 * The marking that a line consists of ("SECRET//NOFORN", "C O N F I D E N T I A L  SECTION 01 OF 02"), without the
 * spaces between its letters; undefined where it is another line. Only capitals count: "secret" is a word.
 */
export function markingOf(line: string): string | undefined {
  if (line.length > LONGEST) return undefined;
  const spaced = SPACED.exec(line)?.[0];
  const close = spaced
    ? spaced
        .split(/ {2,}/u)
        .map((word) => word.replace(/ /gu, ''))
        .join(' ') + line.slice(spaced.length)
    : line;
  const marking = close.replace(SECTION, '').trim();
  return BANNER.test(marking) ? marking.replace(/^\(|\)$/gu, '') : undefined;
}
