// Words for a card that has just appeared.
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

/** Screen readers announce what changes in a status, not what it is born with: the words come a moment later. */
export function Announced({ words }: { words: string }) {
  const told = useSignal('');
  useEffect(() => {
    told.value = words;
  }, [words]);
  return (
    <p role="status" class="ended-sentence" aria-label={told.value || undefined}>
      {told.value}
    </p>
  );
}
