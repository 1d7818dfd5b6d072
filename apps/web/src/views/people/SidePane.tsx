// The left pane: who is there, with whom one talked, and oneself.
import type { AppModel } from '../../model/app-model.ts';
import { t } from '../../i18n/strings.ts';
import { IconButton } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Mark } from '../../ui/Mark.tsx';
import { openCallHistory } from '../calls/open-call-history.ts';
import { Invite } from './Invite.tsx';
import { Me, type MeProps } from './Me.tsx';
import { PeopleList } from './PeopleList.tsx';
import { PersonButton } from './PersonButton.tsx';
import { RingPrompt } from './RingPrompt.tsx';
import { SearchField } from './SearchField.tsx';

export function SidePane(me: MeProps) {
  const { app } = me;
  const Prompts = app.reach.value?.Prompts;
  const { people } = app;
  return (
    <>
      <nav class="people" aria-label={t.people.label}>
        <header class="people-head">
          <Mark size={26} />
          <span class="people-title">{t.people.label}</span>
          <span class="people-count">{people.count.value > 0 && t.people.count(people.count.value)}</span>
          {app.calls.supported && (
            <IconButton
              label={t.manners.log.title}
              icon="history"
              onClick={() => void openCallHistory(app)}
            />
          )}
        </header>
        <SearchField query={people.query} />
        <PeopleList app={app} />
        <Nobody app={app} />
      </nav>
      <Recent app={app} />
      {Prompts && <Prompts />}
      {app.calls.supported ? <RingPrompt app={app} /> : <NoCalls />}
      <Me {...me} />
    </>
  );
}

/** Says why the list is empty. */
function Nobody({ app }: { app: AppModel }) {
  const { people, page } = app;
  const query = people.query.value.trim();
  if (people.listed.value.length > 0) return null;
  if (query !== '') return <p class="people-none">{t.people.noMatch(query)}</p>;
  if (!app.connection.connected.value) return <Awaited />;
  if (!people.alone.value) return null;
  // Where both panes fit, the other one has room for the invitation.
  return page.wide.value ? <p class="people-none">{t.people.nobody}</p> : <Invite timers={app.timers} />;
}

/** Who is there is not known yet. */
function Awaited() {
  return (
    <div class="awaited" aria-hidden="true">
      <span />
      <span />
      <span />
    </div>
  );
}

function NoCalls() {
  return (
    <aside class="ring-prompt" aria-label={t.conversation.cannotCall}>
      <Icon name="phone" size={18} />
      <p>{t.conversation.cannotCall}</p>
    </aside>
  );
}

function Recent({ app }: { app: AppModel }) {
  const recent = app.people.recent.value;
  if (recent.length === 0) return null;
  return (
    <section class="recent" aria-label={t.people.recent}>
      <p class="recent-title" aria-hidden="true">
        {t.people.recent}
      </p>
      <ul role="list">
        {recent.map((user) => (
          <li key={user}>
            <PersonButton app={app} user={user} online={false} />
          </li>
        ))}
      </ul>
    </section>
  );
}
