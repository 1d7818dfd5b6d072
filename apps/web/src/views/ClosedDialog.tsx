// The connection is over for good: why, and the one thing to do about it.
import type { AppModel } from '../model/app-model.ts';
import type { Session } from '../model/session.ts';
import { t } from '../i18n/strings.ts';
import { AlertDialog } from '../ui/AlertDialog.tsx';
import { Button } from '../ui/Button.tsx';

interface Words {
  title: string;
  text: string;
  button: string;
  act: () => void;
}

export function ClosedDialog({ app, session }: { app: AppModel; session: Session }) {
  const words = wordsFor(app, session);
  if (!words) return null;
  return (
    <AlertDialog label={words.title} describedBy="closed-text" extraClass="closed-dialog">
      <p class="dialog-title">{words.title}</p>
      <p class="dialog-text" id="closed-text">
        {words.text}
      </p>
      <Button kind="primary" onClick={words.act}>
        {words.button}
      </Button>
    </AlertDialog>
  );
}

function wordsFor({ connection, user }: AppModel, session: Session): Words | undefined {
  const { closed: words } = t;
  const code = connection.closed.value;
  // `closed`: by this page itself; `signed-out`: on the way to the sign-in page.
  if (code === undefined || code === 'closed' || code === 'signed-out') return undefined;
  const again = session.restart;
  if (code === 'displaced')
    return {
      title: words.displacedTitle,
      text: words.displacedText(user),
      button: words.signInHere,
      act: again,
    };
  if (code === 'unsupported-version')
    return {
      title: words.outdatedTitle,
      text: words.outdatedText,
      button: words.reload,
      act: () => location.reload(),
    };
  return { title: words.brokenTitle, text: words.brokenText, button: words.reconnect, act: again };
}
