// The icons of files, which come with their code: like ui/Icon.tsx, strokes on a 24 by 24 grid.

const PATHS = {
  file: 'M13.5 3.5H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8.5zM13.5 3.5v5h5',
  picture:
    'M4 6.5A1.5 1.5 0 0 1 5.5 5h13A1.5 1.5 0 0 1 20 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5zM4.5 17l4.7-5 4 4.2 2.3-2.2 4 4M15.5 9.2v.1',
  sound:
    'M9 17.5V6l10-2v11.5M9 17.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM19 15.5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z',
  film: 'M4 6.5A1.5 1.5 0 0 1 5.5 5h13A1.5 1.5 0 0 1 20 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 17.5zM10 9v6l5-3z',
  pack: 'M5.5 8.5h13v10A1.5 1.5 0 0 1 17 20H7a1.5 1.5 0 0 1-1.5-1.5zM4 4.5h16v4H4zM10 12.5h4',
} as const;

export type FileKind = keyof typeof PATHS;

const KINDS: readonly [FileKind, RegExp][] = [
  ['picture', /\.(?:png|jpe?g|gif|webp|avif|heic|bmp|tiff?|svg)$/i],
  ['sound', /\.(?:mp3|m4a|aac|ogg|opus|flac|wav)$/i],
  ['film', /\.(?:mp4|m4v|mov|mkv|webm|avi)$/i],
  ['pack', /\.(?:zip|7z|rar|tar|gz|tgz|bz2|xz|zst)$/i],
];

/** By its name alone: an icon promises nothing. */
export function fileKind(name: string): FileKind {
  return KINDS.find(([, ending]) => ending.test(name))?.[0] ?? 'file';
}

export function FileIcon({ kind }: { kind: FileKind }) {
  return (
    <svg class="icon" width={22} height={22} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[kind]} />
    </svg>
  );
}
