// German words about calls with manners.
import type { AppStrings } from '../strings.ts';
import { plural, spokenLength } from './formats.ts';

export const manners: AppStrings['manners'] = {
  willBeHeld: (name) => `Ihr Anruf mit ${name} wird gehalten.`,
  endAndAnswer: 'Diesen Anruf beenden und abnehmen',
  ringingBeside: (name) => `Es klingelt … ${name} ist in einem anderen Anruf`,
  isHeld: (name) => `${name} wird gehalten`,
  youHold: (name) => `Sie halten den Anruf mit ${name}`,
  theyHold: (name) => `${name} hält Ihren Anruf`,
  returnTo: (name) => `Zurück zu ${name}`,
  resume: 'Fortsetzen',
  answerByText: {
    open: 'Mit einer Nachricht antworten',
    label: (name) => `Nachricht an ${name}`,
    hint: 'Der Anruf endet, und Ihre Nachricht kommt ins Gespräch.',
    quick: [
      'Kann gerade nicht sprechen, rufe zurück.',
      'Bitte in 10 Minuten noch einmal anrufen.',
      'Bin in einer Besprechung. Bitte schreiben.',
    ],
    own: 'Eigene Worte',
    send: 'Nachricht senden',
    back: 'Zurück zum Anruf',
  },
  callBackTo: (name) => `${name} zurückrufen`,
  missed: (n) => plural(n, { one: 'Verpasster Anruf', other: `${n} verpasste Anrufe` }),
  log: {
    title: 'Anrufliste',
    none: 'Noch keine Anrufe',
    noneText:
      'Anrufe, die Sie auf diesem Gerät tätigen, annehmen oder verpassen, stehen hier, bis Sie sich abmelden.',
    clear: 'Leeren',
    close: 'Schließen',
    call: (name) => `${name} anrufen`,
    entry: (call) => {
      const kind = call.media === 'video' ? 'Videoanruf' : 'Sprachanruf';
      if (call.duration > 0)
        return call.direction === 'incoming'
          ? `Eingehender ${kind}, ${spokenLength(call.duration)}`
          : `Ausgehender ${kind}, ${spokenLength(call.duration)}`;
      if (call.direction === 'outgoing') return `Ausgehender ${kind}, nicht angenommen`;
      return call.reason === 'declined' && call.by === 'self' ? `Abgelehnter ${kind}` : `Verpasster ${kind}`;
    },
  },
};
