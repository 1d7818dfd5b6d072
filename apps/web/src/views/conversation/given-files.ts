// The files in what was pasted or dropped.
import type { Given } from '../../model/files.ts';

export function filesOf(data: DataTransfer | null): Given {
  if (!data || isFormattedText(data)) return { files: [], hasFolder: false };
  // A folder is given as a file that can't be read.
  const hasFolder = [...data.items].some((item) => item.webkitGetAsEntry?.()?.isDirectory === true);
  return { files: hasFolder ? [] : [...data.files], hasFolder };
}

/** Office programs add a picture of the text that was copied. */
function isFormattedText({ types }: DataTransfer): boolean {
  return types.includes('text/plain') && types.includes('text/html');
}

/** Whether what is dragged is files: what it is can be known only once it is dropped. */
export function bringsFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true;
}
