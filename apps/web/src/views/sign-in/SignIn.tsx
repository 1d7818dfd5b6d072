// The sign-in page.
import { useComputed, useSignal } from '@preact/signals';
import { assertNever, type Newcomers } from '@parley/client';
import type { Notice } from '../../model/entrance.ts';
import { canRunClient } from '../../model/pc.ts';
import { readServerAddress } from '../../model/server-address.ts';
import type { SignInFailure, SignInModel } from '../../model/sign-in.ts';
import { t } from '../../i18n/strings.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Mark } from '../../ui/Mark.tsx';
import { DownloadsLink, type OpenedDownloads } from './DownloadsLink.tsx';
import { LanguageChoice } from '../LanguageChoice.tsx';
import { Field } from './Field.tsx';

export interface SignInProps {
  model: SignInModel;
  notice: Notice | undefined;
  newcomers: Newcomers;
  /** Called at the first key: the app's code comes while the person types. */
  prepare: () => void;
  leaveForProvider: () => void;
  unlockAudio: () => void;
}

export function SignIn({ model, notice, newcomers, prepare, leaveForProvider, unlockAudio }: SignInProps) {
  const { registration, provider } = newcomers;
  const downloads = useSignal<OpenedDownloads>(undefined);
  const Downloads = downloads.value;
  const submit = (event: Event): void => {
    event.preventDefault();
    unlockAudio();
    void model.submit();
  };
  const failure = model.failure.value;
  const alert = failure ? failureSentence(failure, newcomers.accountLength) : undefined;
  return (
    <>
      <main class="sign-in" inert={Downloads !== undefined}>
        <div class="sign-in-card">
          <header class="sign-in-head">
            <Mark size={56} />
            <h1>{t.product}</h1>
            <p>{t.signIn.tagline}</p>
          </header>
          {notice && !alert && <p class="notice">{noticeSentence(notice)}</p>}
          <form aria-label={t.signIn.form} noValidate onSubmit={submit} onInput={prepare}>
            <AccountField model={model} newcomers={newcomers} />
            <PasswordField model={model} />
            <ServerField model={model} />
            <Button kind="primary" type="submit" busy={model.busy.value}>
              {model.busy.value ? t.signIn.submitting : t.signIn.submit}
            </Button>
            {provider !== undefined && <ProviderButton name={provider} leave={leaveForProvider} />}
            <div role="alert" class={alert ? 'failure' : 'failure-none'}>
              {alert && (
                <>
                  <Icon name="alert" size={18} />
                  <span>{alert}</span>
                </>
              )}
            </div>
          </form>
          <p class="sign-in-foot">{registration === 'open' ? t.signIn.firstUse : t.signIn.noNewcomers}</p>
          <LanguageChoice />
          {newcomers.downloads && canRunClient(globalThis) && <DownloadsLink opened={downloads} />}
        </div>
      </main>
      {Downloads && <Downloads close={() => (downloads.value = undefined)} />}
    </>
  );
}

/** The provider's page takes the place of this one, and leads back to it. */
function ProviderButton({ name, leave }: { name: string; leave: () => void }) {
  const go = (): void => {
    leave();
    location.assign('/api/oidc/start');
  };
  return <Button onClick={go}>{t.signIn.submitWith(name)}</Button>;
}

function AccountField({ model, newcomers }: { model: SignInModel; newcomers: Newcomers }) {
  const { registration, accountLength } = newcomers;
  // Whoever has a longer name from before may sign in with it.
  const isTooLong = registration === 'open' && model.account.value.trim().length > accountLength;
  return (
    <Field
      id="account"
      label={t.signIn.account}
      value={model.account}
      hint={isTooLong ? t.signIn.newNames(accountLength) : undefined}
      autoComplete="username"
      side={{ text: t.signIn.anotherName, icon: 'shuffle', onClick: model.anotherName }}
    />
  );
}

function PasswordField({ model }: { model: SignInModel }) {
  const shown = useSignal(false);
  const toggle = (): void => {
    shown.value = !shown.value;
  };
  return (
    <Field
      id="password"
      label={t.signIn.password}
      value={model.password}
      type={shown.value ? 'text' : 'password'}
      autoComplete="current-password"
      focused
      side={{ text: shown.value ? t.signIn.hide : t.signIn.show, onClick: toggle }}
    />
  );
}

function ServerField({ model }: { model: SignInModel }) {
  const leaving = useComputed(() => {
    const address = readServerAddress(model.server.value, location.origin);
    return address.kind === 'elsewhere' ? t.signIn.leaving(address.url.host) : undefined;
  });
  return <Field id="server" label={t.signIn.server} value={model.server} hint={leaving.value} />;
}

function failureSentence(failure: SignInFailure, accountLength: number): string {
  if (failure.name === 'malformed-server') return t.signIn.malformedServer;
  if (failure.name === 'app-unavailable') return t.signIn.appUnavailable;
  if (failure.code === 'too-many-attempts' && failure.retryAfter !== undefined)
    return t.signIn.tooManyAttempts(Math.ceil(failure.retryAfter));
  if (failure.code === 'account-invalid') return t.signIn.accountInvalid(accountLength);
  return t.signIn.failure[failure.code] ?? t.signIn.unexpected;
}

function noticeSentence(notice: Notice): string {
  switch (notice) {
    case 'signed-out':
      return t.signIn.signedOut;
    case 'sign-out-unheard':
      return t.signIn.signOutUnheard;
    case 'server-away':
      return t.signIn.serverAway;
    default:
      return assertNever(notice);
  }
}
