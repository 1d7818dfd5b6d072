// The words about files in the language in use, apart from the others for as long as nobody has sent one.
import { enFiles } from './en-files.ts';

export type FileStrings = typeof enFiles;

export const tf: FileStrings = enFiles;
