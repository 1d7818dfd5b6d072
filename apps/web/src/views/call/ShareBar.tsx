// One's own screen goes out: never forgotten, and ended here.
import type { AppModel } from '../../model/app-model.ts';
import type { CallSnapshot } from '../../model/calls.ts';
import { t } from '../../i18n/strings.ts';
import { Icon } from '../../ui/Icon.tsx';

export function ShareBar({ app, call }: { app: AppModel; call: CallSnapshot }) {
  if (!call.local.status.screen) return null;
  return (
    <div class="share-bar">
      <Icon name="screen" size={18} />
      <p role="status" id="share-words">
        {sentence(call.local.tracks.screen?.getSettings().displaySurface)}
      </p>
      <button
        type="button"
        class="share-stop"
        aria-describedby="share-words"
        title={t.call.stopSharing}
        onClick={app.calls.toggleScreen}
      >
        {t.call.short.stop}
      </button>
    </div>
  );
}

/** Which of its surfaces the browser says it is (W3C Screen Capture, `displaySurface`); not all say. */
function sentence(surface: string | undefined): string {
  switch (surface) {
    case 'monitor':
      return t.stage.sharing.monitor;
    case 'window':
      return t.stage.sharing.window;
    case 'browser':
      return t.stage.sharing.tab;
    default:
      return t.call.youShare;
  }
}
