// The signed-in page: its panes, and what may lie over them.
import { useSignal, type Signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import type { AppModel } from '../model/app-model.ts';
import { followKeyboard } from '../model/keyboard.ts';
import type { Session } from '../model/session.ts';
import { t } from '../i18n/strings.ts';
import { CallLayer } from './call/CallLayer.tsx';
import { EndedCall } from './call/EndedCall.tsx';
import { IncomingCall } from './call/IncomingCall.tsx';
import { WayBack } from './call/WayBack.tsx';
import { ConversationPane } from './conversation/ConversationPane.tsx';
import { refuseDrops } from './conversation/DropZone.tsx';
import { Splash } from '../ui/Splash.tsx';
import { ClosedDialog } from './ClosedDialog.tsx';
import { useHelpKey } from './keys/use-help-key.tsx';
import { SidePane } from './people/SidePane.tsx';
import type { SettingsProps } from './settings/Settings.tsx';

export function App({ session }: { session: Session }) {
  if (session.handedOver.value) return <Splash />;
  const app = session.app.value;
  return <Shell key={app} app={app} session={session} />;
}

function Shell({ app, session }: { app: AppModel; session: Session }) {
  const layout = app.layout.state.value;
  const covered = isCovered(app);
  const settings = useSignal<ComponentType<SettingsProps> | undefined>(undefined);
  const Over = app.over.value;
  const hidden = covered || settings.value !== undefined || Over !== undefined;
  useEffect(() => refuseDrops(window), []);
  useHelpKey(app);
  useEffect(() => followKeyboard(window), []);
  const offer = app.wayBack.offer.value;
  const inCall = layout.call.name === 'full';
  const chat = layout.call.name === 'full' && layout.call.chat;
  return (
    <div class="shell" data-pane={layout.pane} data-call={layout.call.name} data-chat={chat}>
      <header class="unseen">
        <h1>{t.product}</h1>
      </header>
      <div class="side" role={sideIsMain(app) ? 'main' : undefined} inert={hidden || inCall}>
        <SidePane app={app} signOut={session.signOut} openSettings={() => void showSettings(settings)} />
      </div>
      <main class="conversation-pane" inert={hidden || (inCall && !chat)}>
        <ConversationPane app={app} />
      </main>
      <div class="call-slot" inert={hidden}>
        <CallLayer app={app} />
        {offer ? <WayBack app={app} offer={offer} /> : <EndedCall app={app} />}
      </div>
      <div inert={covered}>
        {settings.value && <settings.value app={app} close={() => (settings.value = undefined)} />}
        {Over && <Over />}
      </div>
      <p class="unseen" role="status">
        {app.files.told.value}
      </p>
      <IncomingCall app={app} />
      <ClosedDialog app={app} session={session} />
    </div>
  );
}

/** A narrow window shows one pane, and that is what the page is about. */
function sideIsMain({ layout, page }: AppModel): boolean {
  return layout.state.value.pane === 'people' && !page.wide.value;
}

/** Their code comes when they are asked for. */
async function showSettings(settings: Signal<ComponentType<SettingsProps> | undefined>): Promise<void> {
  try {
    const { Settings } = await import('./settings/Settings.tsx');
    settings.value = Settings;
  } catch {
    // No line to the server, which the page says; the next press tries again.
  }
}

/** Whether a dialog that came by itself lies over everything. */
function isCovered(app: AppModel): boolean {
  const { closed } = app.connection;
  return (
    app.calls.live.value?.state.name === 'ringing' ||
    (closed.value !== undefined && closed.value !== 'closed')
  );
}
