// The words of a text, with its links, or its emoji large where there is nothing else.
import { piecesOf } from '../../model/links.ts';
import { isFewEmoji } from '../../model/few-emoji.ts';

export function Words({ words }: { words: string }) {
  if (isFewEmoji(words)) return <span class="few-emoji">{words}</span>;
  return (
    <>
      {piecesOf(words).map((piece) =>
        piece.kind === 'text' ? (
          piece.text
        ) : (
          <a href={piece.href} target="_blank" rel="noopener noreferrer">
            {piece.text}
          </a>
        ),
      )}
    </>
  );
}
