// How calls reach this device while no page is open, in words, and what can be done about it.
import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { assertNever } from '@parley/client';
import type { AppModel } from '../../model/app-model.ts';
import type { PushModel, PushState } from '../../model/push.ts';
import { t } from '../../i18n/strings.ts';
import { Button } from '../../ui/Button.tsx';
import type { SettingsRow } from './sections.ts';

/** Only what this browser and this page have. */
export function reachRows(section: string, { reach }: Pick<AppModel, 'reach'>): ComponentType<SettingsRow>[] {
  if (section === 'ringing') return reach.value ? [ClosedPageRing] : [];
  return section === 'general' && reach.value?.install.offered.value === true ? [Install] : [];
}

function ClosedPageRing({ app }: SettingsRow) {
  const push = app.reach.value?.push;
  if (!push) return null;
  const state = push.state.value;
  return (
    <div class="setting">
      <p class="setting-label">{t.push.settings.label}</p>
      <p class="setting-text" role="status">
        {wordsOf(state, app.page.browser)}
      </p>
      <Acts push={push} state={state} />
    </div>
  );
}

function Acts({ push, state }: { push: PushModel; state: PushState }) {
  const tested = useSignal<'sent' | 'failed' | undefined>(undefined);
  const { turnOn, turnOff, test, testSent, testFailed } = t.push.settings;
  if (state === 'off')
    return (
      <div class="setting-buttons">
        <Button onClick={() => void push.turnOn()}>{turnOn}</Button>
      </div>
    );
  if (state !== 'on') return null;
  const send = async (): Promise<void> => {
    tested.value = undefined;
    tested.value = (await push.test()) ? 'sent' : 'failed';
  };
  return (
    <>
      <div class="setting-buttons">
        <Button onClick={() => void send()}>{test}</Button>
        <Button kind="quiet" onClick={() => void push.turnOff()}>
          {turnOff}
        </Button>
      </div>
      <p class="setting-text" role="status">
        {tested.value && (tested.value === 'sent' ? testSent : testFailed)}
      </p>
    </>
  );
}

function wordsOf(state: PushState, browser: AppModel['page']['browser']): string {
  const { settings } = t.push;
  switch (state) {
    case 'busy':
    case 'on':
    case 'off':
    case 'server':
    case 'unsupported':
      return settings[state];
    case 'page-only':
      return settings.pageOnly;
    case 'home-screen':
      return settings.homeScreen;
    case 'blocked':
      return settings.blocked[browser];
    default:
      return assertNever(state);
  }
}

/** Where the browser offers it. */
function Install({ app }: SettingsRow) {
  const install = app.reach.value?.install;
  if (install?.offered.value !== true) return null;
  return (
    <div class="setting">
      <p class="setting-label">{t.push.install.label}</p>
      <p class="setting-text">{t.push.install.text}</p>
      <div class="setting-buttons">
        <Button onClick={() => void install.install()}>{t.push.install.button}</Button>
      </div>
    </div>
  );
}
