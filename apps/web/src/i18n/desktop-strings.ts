// The words of the PC client's window in the language that is shown. With another language, the choice is made here.
import { enDesktop } from './en-desktop.ts';

export const desktopWords = enDesktop;
