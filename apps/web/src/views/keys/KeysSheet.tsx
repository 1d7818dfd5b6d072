// What can be done by keys, on one sheet.
import '../../styles/keys.css';
import type { ComponentChildren } from 'preact';
import type { AppModel } from '../../model/app-model.ts';
import { SHORTCUTS } from '../../model/shortcuts.ts';
import { t } from '../../i18n/strings.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

export function KeysSheet({ app, close }: { app: AppModel; close: () => void }) {
  const { words, title, elsewhere, arrows } = t.stage.keys;
  const on = app.preferences.current.value.callKeys;
  return (
    <Dialog role="dialog" label={title} extraClass="keys" onEscape={close}>
      <p class="dialog-title">{title}</p>
      {!on && <p class="keys-off">{t.stage.keys.off}</p>}
      <Group title={t.stage.keys.inCall}>
        {SHORTCUTS.filter(({ name }) => on || name === 'smaller').map(({ name, keys }) => (
          <Row key={name} words={words[name]} keys={keys} />
        ))}
        {on && <Row words={t.devices.talkKey} keys={[t.devices.spaceBar]} />}
        <Row words={t.stage.keys.moveSmall} keys={[arrows]} />
      </Group>
      <Group title={elsewhere.title}>
        <Row words={elsewhere.people} keys={[arrows]} />
        <Row words={elsewhere.send} keys={['Enter']} />
        <Row words={elsewhere.line} keys={['Shift', 'Enter']} />
      </Group>
      <Button kind="primary" onClick={close}>
        {t.call.close}
      </Button>
    </Dialog>
  );
}

function Group({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <>
      <p class="keys-group">{title}</p>
      <dl class="keys-list">{children}</dl>
    </>
  );
}

function Row({ words, keys }: { words: string; keys: readonly string[] }) {
  const { names } = t.stage.keys;
  return (
    <div>
      <dt>{words}</dt>
      <dd>
        {keys.map((key) => (
          <kbd key={key}>{names[key as keyof typeof names] ?? key}</kbd>
        ))}
      </dd>
    </div>
  );
}
