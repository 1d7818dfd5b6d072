// What the page to choose a screen on is told.

export interface ShownSource {
  readonly id: string;
  readonly name: string;
  /** `data:` address. */
  readonly picture: string;
}
