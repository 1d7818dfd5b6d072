// What a person may set on this device, in sections: one scrolling page, beside which a wide window lists them.
import '../../styles/settings.css';
import { useSignal, type Signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { AppModel } from '../../model/app-model.ts';
import { t } from '../../i18n/strings.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { settingsSections, type SettingsSection } from './sections.ts';

export interface SettingsProps {
  app: AppModel;
  close: () => void;
}

export function Settings({ app, close }: SettingsProps) {
  const sections = settingsSections(app);
  const scroller = useRef<HTMLDivElement>(null);
  const current = useSignal(sections[0]?.id);
  return (
    <Dialog role="dialog" label={t.settings.title} extraClass="settings" onEscape={close}>
      <div class="settings-head">
        <h1 class="dialog-title">{t.settings.title}</h1>
        <Button kind="primary" onClick={close}>
          {t.settings.done}
        </Button>
      </div>
      <SectionList sections={sections} current={current} scroller={scroller} />
      <div
        ref={scroller}
        class="settings-page"
        onScroll={(event) => (current.value = sectionAt(event.currentTarget) ?? current.value)}
      >
        {sections.map(({ id, label, rows }) => (
          <section key={id} class="settings-section" data-section={id} aria-labelledby={`settings-${id}`}>
            <h2 id={`settings-${id}`} tabIndex={-1}>
              {label}
            </h2>
            {rows.map((Row, index) => (
              <Row key={index} app={app} close={close} />
            ))}
          </section>
        ))}
      </div>
    </Dialog>
  );
}

interface SectionListProps {
  sections: readonly SettingsSection[];
  current: Signal<string | undefined>;
  scroller: { current: HTMLElement | null };
}

function SectionList({ sections, current, scroller }: SectionListProps) {
  const goTo = (id: string): void => {
    const section = scroller.current?.querySelector<HTMLElement>(`[data-section=${id}]`);
    section?.scrollIntoView({ block: 'start' });
    section?.querySelector('h2')?.focus({ preventScroll: true });
    current.value = id;
  };
  return (
    <nav class="settings-list" aria-label={t.status.sections.label}>
      {sections.map(({ id, label, icon }) => (
        <button
          key={id}
          type="button"
          aria-current={current.value === id ? 'true' : undefined}
          onClick={() => goTo(id)}
        >
          <Icon name={icon} size={18} />
          {label}
        </button>
      ))}
    </nav>
  );
}

/** The one that is read: the last whose head is at the top, or the last of all at the end. */
function sectionAt(scroller: HTMLElement): string | undefined {
  const sections = [...scroller.querySelectorAll<HTMLElement>('[data-section]')];
  const atEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1;
  const top = scroller.getBoundingClientRect().top + 24;
  const read = sections.findLast((section) => section.getBoundingClientRect().top <= top);
  return (atEnd && scroller.scrollTop > 0 ? sections.at(-1) : read)?.dataset['section'];
}
