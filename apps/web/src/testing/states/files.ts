// Files in a conversation, at every station of their way, and the place where they are dropped.
import { transferRef, type Act, type BlobId, type SaidId, type TransferRef } from '@parley/client';
import { t } from '../../i18n/strings.ts';
import { SELF, type AppStage, type AppState } from '../gallery-state.ts';

/** A picture of one colour over another, as a person would send a photograph. */
async function drawPhotograph(): Promise<Uint8Array> {
  const canvas = new OffscreenCanvas(960, 640);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser draws nothing');
  const sky = context.createLinearGradient(0, 0, 0, 640);
  sky.addColorStop(0, '#5b86b8');
  sky.addColorStop(1, '#f1c9a2');
  context.fillStyle = sky;
  context.fillRect(0, 0, 960, 640);
  for (const [height, colour] of [
    [260, '#7a8fa8'],
    [180, '#566f7f'],
    [90, '#33484f'],
  ] as const) {
    context.fillStyle = colour;
    context.beginPath();
    context.moveTo(0, 640);
    for (let x = 0; x <= 960; x += 8)
      context.lineTo(x, 640 - height - 46 * Math.sin(x / 90 + height) - 24 * Math.sin(x / 37));
    context.lineTo(960, 640);
    context.fill();
  }
  return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
}

async function send(
  { parley, session }: AppStage,
  name: string,
  size: number,
  type = '',
): Promise<ReturnType<typeof latest>> {
  const before = parley.strings.blobs.sent().length;
  session.app.value.files.give('ben' as never, {
    files: [new File([new Uint8Array(size)], name, { type })],
    hasFolder: false,
  });
  for (let tries = 0; parley.strings.blobs.sent().length === before; tries += 1) {
    if (tries > 100) throw new Error('the file was not sent');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return latest(parley);
}

function latest(parley: AppStage['parley']) {
  const transfer = parley.strings.blobs.sent().at(-1);
  if (!transfer) throw new Error('nothing was sent');
  return transfer;
}

export const states: readonly AppState[] = [
  {
    at: 'app',
    name: 'files-sent',
    show: async (stage) => {
      await stage.choose('ben');
      await send(stage, 'tickets.pdf', 2_140_000);
      const moving = await send(
        stage,
        'a holiday in the mountains, cut for the family, last version.mp4',
        4_000_000,
      );
      moving.move(1_720_000);
      const paused = await send(stage, 'backup.zip', 1_000_000);
      paused.move(610_000, { name: 'paused', by: 'other' });
      const waiting = await send(stage, 'song.flac', 1_000_000);
      waiting.move(240_000, { name: 'waiting' });
      await stage.sees(t.files.progressOf('song.flac'));
    },
  },
  {
    at: 'app',
    name: 'files-sent-ended',
    show: async (stage) => {
      await stage.choose('ben');
      await (await send(stage, 'route.gpx', 48_200)).finish();
      await (await send(stage, 'draft.odt', 120_000)).end('declined');
      await (await send(stage, 'disk image.iso', 120_000)).end('too-large');
      await (await send(stage, 'minutes.txt', 3_000)).end('interrupted');
    },
  },
  {
    at: 'app',
    name: 'files-offered',
    show: async (stage) => {
      await stage.choose('ben');
      stage.parley.strings.blobs.offer({
        from: 'ben',
        name: 'tickets.pdf',
        type: 'application/pdf',
        size: 2_140_000,
      });
      stage.parley.strings.blobs.offer({
        from: 'ben',
        name: 'a-report-with-a-name-that-nobody-would-want-to-type-or-to-read-twice-2026-03-02-final.xlsx',
        size: 48_200,
      });
      await stage.sees(t.files.actOn('accept', 'tickets.pdf'));
    },
  },
  {
    at: 'app',
    name: 'files-received',
    show: async (stage) => {
      await stage.choose('ben');
      await receivePhotograph(stage);
      const moving = stage.parley.strings.blobs.offer({ from: 'ben', name: 'film.mp4', size: 9_000_000 });
      await stage.press(t.files.actOn('accept', 'film.mp4'));
      await stage.sees(t.files.progressOf('film.mp4'));
      moving.move(3_600_000);
    },
  },
  { at: 'app', name: 'files-talk', show: async (stage) => void (await talkOfFiles(stage)) },
  {
    at: 'app',
    name: 'files-menu',
    show: async (stage) => {
      const { picture } = await talkOfFiles(stage);
      (await stage.element(`[data-text="${picture}"]`)).focus();
      await stage.key('Enter');
      await stage.element('.text-menu .menu-item');
    },
  },
  {
    at: 'app',
    name: 'files-reply',
    show: async (stage) => {
      const { sent } = await talkOfFiles(stage);
      (await stage.element(`[data-text="${sent}"]`)).focus();
      await stage.key('Enter');
      await stage.press(t.talk.reply);
      await stage.element('.composer-strip');
    },
  },
  {
    at: 'app',
    name: 'files-dropped',
    show: async (stage) => {
      await stage.choose('ben');
      const data = new DataTransfer();
      data.items.add(new File(['x'], 'x.txt'));
      const target = await stage.element('.log');
      target.dispatchEvent(
        new DragEvent('dragenter', { bubbles: true, cancelable: true, dataTransfer: data }),
      );
      target.dispatchEvent(
        new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer: data }),
      );
      await stage.sees(t.conversation.dropHere('ben'));
    },
  },
];

async function receivePhotograph(stage: AppStage): Promise<TransferRef> {
  const photograph = await drawPhotograph();
  const name = 'view from the hut.png';
  const { blobs } = stage.parley.strings;
  const picture = blobs.offer({ from: 'ben', name, type: 'image/png', size: photograph.length });
  await stage.press(t.files.actOn('accept', name));
  await receive(picture, photograph);
  await stage.element('.file img');
  return transferRef(picture.transfer.id);
}

/** Files of both, reacted to and answered. */
async function talkOfFiles(stage: AppStage): Promise<{ picture: TransferRef; sent: TransferRef }> {
  const { parley, choose, now } = stage;
  await choose('ben');
  const picture = await receivePhotograph(stage);
  const route = await send(stage, 'route over the pass, with the detour by the lake.gpx', 48_200);
  await route.finish();
  const sent = transferRef(route.transfer.id);
  const act = (from: string, payload: Act): void =>
    parley.strings.messages.come({ from, to: from === SELF ? 'ben' : SELF, payload });
  const answer = (from: string, text: string, to: SaidId): void => {
    const { id } = parley.strings.text({ with: 'ben', from, text, at: now });
    act(from, { act: 'reply', of: id, order: 1, to });
  };
  act('ben', { act: 'react', of: sent, order: 1, emoji: '🙏' });
  act(SELF, { act: 'react', of: picture, order: 1, emoji: '❤️' });
  answer(SELF, 'What a morning! Is that the pass on the left?', picture);
  answer('ben', 'Thank you. I have put it on the watch', sent);
  answer('ben', 'And the one from last week?', transferRef('another-transfer-000' as BlobId));
  return { picture, sent };
}

async function receive(transfer: ReturnType<typeof latest>, bytes: Uint8Array): Promise<void> {
  for (let tries = 0; !transfer.sink; tries += 1) {
    if (tries > 100) throw new Error('the file was not accepted');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await transfer.finish(bytes);
}
