/** A sentence in which words that are quoted keep their own direction, whatever stands around them. */
export function Quoted({ sentence }: { sentence: string }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence.
  return sentence.split(/(“[^”]*”)/).map((part, index) => (index % 2 === 1 ? <bdi key={index}>{part}</bdi> : part));
}
