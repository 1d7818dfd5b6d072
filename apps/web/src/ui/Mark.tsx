// Parley's mark: two voices that overlap.

export function Mark({ size = 40 }: { size?: number }) {
  return (
    <svg class="mark" width={size} height={size} viewBox="0 0 48 48" aria-hidden="true" focusable="false">
      <path
        class="mark-back"
        d="M20 7h15a9 9 0 0 1 9 9v7a9 9 0 0 1-9 9h-.5v7l-8.2-7H20a9 9 0 0 1-9-9v-7a9 9 0 0 1 9-9z"
      />
      <path
        class="mark-front"
        d="M13 15h13a9 9 0 0 1 9 9v4a9 9 0 0 1-9 9h-7.3L11 43.5V37a9 9 0 0 1-7-9v-4a9 9 0 0 1 9-9z"
      />
    </svg>
  );
}
