// The conversation as a place to drop files on.
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { UserId } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import { t } from '../../i18n/strings.ts';
import { Icon } from '../../ui/Icon.tsx';
import { bringsFiles, filesOf } from './given-files.ts';

interface DropZoneProps {
  app: AppModel;
  user: UserId;
  children: ComponentChildren;
}

export function DropZone({ app, user, children }: DropZoneProps) {
  const over = useSignal(false);
  const carried = app.files.carried.value;
  const onDrag = (event: DragEvent): void => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    // The page around it refuses them.
    event.stopPropagation();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    over.value = true;
  };
  return (
    <div
      class="conversation"
      onDragEnter={onDrag}
      onDragOver={onDrag}
      onDragLeave={(event) => {
        const { relatedTarget: to, currentTarget: zone } = event;
        if (!(to instanceof Node && zone.contains(to))) over.value = false;
      }}
      onDrop={(event) => {
        over.value = false;
        if (!bringsFiles(event)) return;
        event.preventDefault();
        app.files.give(user, filesOf(event.dataTransfer));
      }}
    >
      {children}
      {over.value && (
        <p class="drop-here">
          <Icon name={carried ? 'attach' : 'alert'} size={34} />
          <span>{carried ? t.conversation.dropHere(user) : t.conversation.noFiles}</span>
        </p>
      )}
    </div>
  );
}

/** A file that misses the conversation would otherwise be opened in place of the page, and end its call. */
export function refuseDrops(window: Window): () => void {
  const refuse = (event: DragEvent): void => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    if (event.type === 'dragover' && event.dataTransfer) event.dataTransfer.dropEffect = 'none';
  };
  window.addEventListener('dragover', refuse);
  window.addEventListener('drop', refuse);
  return () => {
    window.removeEventListener('dragover', refuse);
    window.removeEventListener('drop', refuse);
  };
}
