// One file: what it is, how far it has come, and what can be done about it.
import type { Signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../../i18n/strings.ts';
import { actsOn, type FileState } from '../../model/files/file-state.ts';
import type { FileItem } from '../../model/files/item.ts';
import { endingOf } from '../../model/files/safe-name.ts';
import { Icon } from '../../ui/Icon.tsx';
import { FileIcon, fileKind } from './FileIcon.tsx';
import { InlinePicture } from './InlinePicture.tsx';
import { SaveLink } from './SaveLink.tsx';
import { useSteadyLog } from './steady-log.ts';

export interface FileCardProps {
  item: FileItem;
  over: Signal<ComponentType | undefined>;
}

export function FileCard({ item, over }: FileCardProps) {
  const state = item.state.value;
  const picture = item.picture.value;
  const card = useRef<HTMLDivElement>(null);
  useKeptFocus(card);
  useSteadyLog(card);
  return (
    <div ref={card} class="file" data-state={state.name}>
      {picture && <InlinePicture item={item} picture={picture} over={over} />}
      <div class="file-head">
        <span class="file-icon">
          <FileIcon kind={fileKind(item.name)} />
        </span>
        <div class="file-words">
          <Title item={item} state={state} />
          <Progress item={item} state={state} />
        </div>
      </div>
      <Bar item={item} state={state} />
      <Buttons item={item} state={state} />
    </div>
  );
}

function Title({ item, state }: { item: FileItem; state: FileState }) {
  if (!item.own && (state.name === 'offered' || state.name === 'no-room')) {
    const { before, after } = t.files.offer(item);
    return (
      <p class="file-offer">
        {before}
        <bdi class="file-name">{item.name}</bdi>
        {after}
      </p>
    );
  }
  const ending = endingOf(item.name);
  return (
    <p class="file-title" title={item.name} dir="auto">
      <span class="file-name file-stem">{item.name.slice(0, item.name.length - ending.length)}</span>
      {ending && <span class="file-name">{ending}</span>}
    </p>
  );
}

function Progress({ item, state }: { item: FileItem; state: FileState }) {
  if (state.name === 'ended') {
    const failed = state.ending.why === 'failed' || state.ending.why === 'too-large';
    return (
      <p class={failed ? 'file-state file-failed' : 'file-state'}>
        {failed && <Icon name="alert" size={14} />}
        <span>{t.files.ended(state.ending, item)}</span>
      </p>
    );
  }
  const words = t.files.progress(state, item);
  if (!item.own && state.name === 'offered') return null;
  if (state.name === 'no-room') return <p class="file-state file-failed">{words}</p>;
  const size = item.size === undefined ? '' : `${t.files.size(item.size)} · `;
  return (
    <p class="file-state">
      <span class="file-size">{size}</span>
      <span>{words}</span>
    </p>
  );
}

function Bar({ item, state }: { item: FileItem; state: FileState }) {
  if (state.name !== 'moving' && state.name !== 'paused' && state.name !== 'waiting') return null;
  const { percent } = state;
  return (
    <div
      class="file-bar"
      role="progressbar"
      aria-label={t.files.progressOf(item.label)}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      data-still={state.name !== 'moving'}
      data-unknown={percent === undefined}
    >
      <span style={{ inlineSize: `${percent ?? 30}%` }} />
    </div>
  );
}

function Buttons({ item, state }: { item: FileItem; state: FileState }) {
  const acts = actsOn(state, item.own);
  if (state.name === 'received')
    return (
      <div class="file-buttons">
        <SaveLink url={state.url} name={item.name} label={t.files.saveOf(item.label)} />
      </div>
    );
  if (acts.length === 0) return null;
  return (
    <div class="file-buttons">
      {acts.map((act) => (
        <button
          key={act}
          type="button"
          class={act === 'accept' ? 'button button-primary' : 'button'}
          aria-label={t.files.actOn(act, item.label)}
          onClick={() => item.act(act)}
        >
          {t.files.act(act)}
        </button>
      ))}
    </div>
  );
}

/** The pressed button is gone once it has worked: the card's row takes the focus then, so that Tab goes on from there. */
function useKeptFocus(card: { current: HTMLElement | null }): void {
  const before = card.current?.contains(document.activeElement) === true;
  useLayoutEffect(() => {
    if (before && !card.current?.contains(document.activeElement))
      card.current?.closest<HTMLElement>('[data-text]')?.focus({ preventScroll: true });
  });
}
