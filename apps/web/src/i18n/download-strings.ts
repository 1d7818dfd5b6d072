// The words about downloads in the language in use, apart from the others for as long as nobody has asked for one.
import { enDownloads } from './en-downloads.ts';

export type DownloadStrings = typeof enDownloads;

export const td: DownloadStrings = enDownloads;
