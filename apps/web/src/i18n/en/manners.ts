// English words about calls with manners: a second call, hold, an answer in words, calls that were missed and made.
import type { CallOutcome } from '../facts.ts';
import { plural, spokenLength } from './formats.ts';

export const manners = {
  /** Of a second call, beside one that goes on. */
  willBeHeld: (name: string): string => `Your call with ${name} will be put on hold.`,
  endAndAnswer: 'End this call and answer',
  ringingBeside: (name: string): string => `Ringing… ${name} is in another call`,
  isHeld: (name: string): string => `${name} is on hold`,
  youHold: (name: string): string => `You have put ${name} on hold`,
  theyHold: (name: string): string => `${name} has put you on hold`,
  returnTo: (name: string): string => `Return to ${name}`,
  resume: 'Resume',
  answerByText: {
    open: 'Answer with a message',
    label: (name: string): string => `Message to ${name}`,
    hint: 'The call ends, and your message goes into the conversation.',
    quick: [
      "Can't talk now. I'll call you back.",
      'Call me in 10 minutes, please.',
      'In a meeting. Write to me?',
    ] as readonly string[],
    own: 'Your own words',
    send: 'Send message',
    back: 'Back to the call',
  },
  callBackTo: (name: string): string => `Call ${name} back`,
  missed: (n: number): string => plural(n, { one: 'Missed call', other: `${n} missed calls` }),
  log: {
    title: 'Call history',
    none: 'No calls yet',
    noneText: 'Calls that you make, take or miss on this device appear here until you sign out.',
    clear: 'Clear',
    close: 'Close',
    call: (name: string): string => `Call ${name}`,
    entry: (call: CallOutcome): string => {
      const kind = call.media === 'video' ? 'video call' : 'voice call';
      if (call.duration > 0)
        return call.direction === 'incoming'
          ? `Incoming ${kind}, ${spokenLength(call.duration)}`
          : `Outgoing ${kind}, ${spokenLength(call.duration)}`;
      if (call.direction === 'outgoing') return `Outgoing ${kind}, not answered`;
      return call.reason === 'declined' && call.by === 'self' ? `Declined ${kind}` : `Missed ${kind}`;
    },
  },
};
