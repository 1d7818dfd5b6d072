// What was said before this page, fetched after the app: from the server, or from this browser's own database.
import { createKept } from './model/kept/kept.ts';
import { openIndexedShelf } from './model/kept/indexed-shelf.ts';
import type { CreateKept } from './model/kept/kept-loader.ts';
import { createRemembered } from './model/remembered.ts';

/** Each account on this device chooses for itself. */
export const createKeptHere: CreateKept = (needs) =>
  createKept({
    ...needs,
    choice: createRemembered(`parley.keep-for.${needs.self}`),
    onChoice: (hear) => {
      // Heard by the other pages of this origin alone (HTML §12.2.1).
      window.addEventListener('storage', hear);
      return () => window.removeEventListener('storage', hear);
    },
    openShelf: () => openIndexedShelf(indexedDB),
    page: Math.random().toString(36).slice(2),
  });
