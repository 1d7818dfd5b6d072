// What a page says to its worker. Anything else is the path of a file, asked about.

/** It may take the place of the one before. */
export const TAKE_OVER = 'take-over';
/** By which id it knows the page; false from a worker of before this question. */
export const WHICH_PAGE = 'which-page';
