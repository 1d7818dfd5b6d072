// The dialog that offers the PC client: fetched when somebody asks for it, and wired to the browser here.
import { createDownloads, platformOf } from './model/downloads.ts';
import { DownloadsDialog } from './views/downloads/DownloadsDialog.tsx';

export function OpenDownloads({ close }: { close: () => void }) {
  return <DownloadsDialog open={openDownloads} close={close} />;
}

const openDownloads = () =>
  createDownloads({ fetch: (url) => fetch(url), platform: platformOf(navigator.userAgent) });
