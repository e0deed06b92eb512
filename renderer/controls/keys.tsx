import './keys.css';

/** Keys as they stand on a keyboard, parted by spaces: `Ctrl Enter`. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className="keys">
      {keys.split(' ').map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
