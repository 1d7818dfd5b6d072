// A picture in its card, and large over the page.
import type { Signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { t } from '../../i18n/strings.ts';
import type { FileItem } from '../../model/files/item.ts';
import type { Picture } from '../../model/files/picture.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { SaveLink } from './SaveLink.tsx';

/** Pixels of the page. */
const WIDEST = 320;
const HIGHEST = 320;

interface PictureProps {
  item: FileItem;
  picture: Picture;
}

interface InlinePictureProps extends PictureProps {
  over: Signal<ComponentType | undefined>;
}

export function InlinePicture({ item, picture, over }: InlinePictureProps) {
  const { width, height } = picture;
  const scale = Math.min(1, WIDEST / width, HIGHEST / height);
  const open = (): void => {
    over.value = () => <LargePicture item={item} picture={picture} close={() => (over.value = undefined)} />;
  };
  return (
    <button type="button" class="file-picture" aria-label={t.files.enlarge(item.label)} onClick={open}>
      <img
        src={picture.url}
        alt={item.name}
        width={Math.max(1, Math.round(width * scale))}
        height={Math.max(1, Math.round(height * scale))}
        decoding="async"
        draggable={false}
      />
    </button>
  );
}

function LargePicture({ item, picture, close }: PictureProps & { close: () => void }) {
  const state = item.state.value;
  return (
    <Dialog role="dialog" label={item.name} extraClass="large-picture" onEscape={close}>
      <img src={picture.url} alt={item.name} width={picture.width} height={picture.height} />
      <p class="file-name">
        <bdi>{item.name}</bdi>
      </p>
      <div class="file-buttons">
        <Button onClick={close}>{t.files.close}</Button>
        {state.name === 'received' && (
          <SaveLink url={state.url} name={item.name} label={t.files.saveOf(item.label)} />
        )}
      </div>
    </Dialog>
  );
}
