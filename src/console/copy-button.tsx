import { type ReactNode, useRef, useState } from 'react';

/** A text that can be copied, and what came of it. */
export function Copyable({
  text,
  name,
}: {
  readonly text: string;
  readonly name: string;
}): ReactNode {
  const shown = useRef<HTMLElement>(null);
  const [said, say] = useState('');
  const copy = async (): Promise<void> => {
    try {
      // Missing on pages over plain HTTP.
      await navigator.clipboard.writeText(text);
      say('Copied');
    } catch {
      getSelection()?.selectAllChildren(shown.current!);
      say('Selected: press Ctrl+C');
    }
  };
  return (
    <span className="copyable">
      <code ref={shown}>{text}</code>
      <button type="button" aria-label={`Copy ${name}`} onClick={() => void copy()}>
        Copy
      </button>
      <span role="status" className="quiet">
        {said}
      </span>
    </span>
  );
}
