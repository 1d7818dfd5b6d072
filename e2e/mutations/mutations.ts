// Guards that must not be taken away. Each is broken in turn, and the tests named have to notice (mutation checks).

export interface Mutation {
  /** What is broken, in words. */
  readonly name: string;
  readonly file: string;
  /** Text that is in the file once, and what stands there instead. */
  readonly from: string;
  readonly to: string;
  /** Test files that must fail. */
  readonly tests: readonly string[];
}

const SIMULATION = 'e2e/joined/simulation.test.ts';

export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'the server takes a text that comes again for a new one (I2)',
    file: 'packages/server/src/chat/chat.ts',
    from: 'if (known) return',
    to: 'if (known && now < 0) return',
    tests: [SIMULATION],
  },
  {
    name: 'a page shows a text that comes again (I1)',
    file: 'packages/client/src/chat/chat.ts',
    from: 'if (known) {',
    to: 'if (known && place < 0) {',
    tests: [SIMULATION],
  },
  {
    name: 'a page does not send again what a lost session had accepted (I1)',
    file: 'packages/client/src/chat/chat.ts',
    from: "this.#advance({ type: 'welcomed', recovered });",
    to: "this.#advance({ type: 'welcomed', recovered: true });",
    tests: [SIMULATION],
  },
  {
    name: 'a page is done with a text whose acceptance by this server it does not know (T6)',
    file: 'packages/client/src/chat/outgoing.ts',
    from: "return text.stage === 'accepted' ? [] : { ...text, isDelivered: true };",
    to: 'return [];',
    tests: ['packages/client/src/chat/outgoing.test.ts'],
  },
  {
    name: 'a page believes the delivery of a text by a server that is gone (T6)',
    file: 'packages/client/src/chat/outgoing.ts',
    from: "stage: 'queued', isDelivered: false }));",
    to: "stage: 'queued' }));",
    tests: ['packages/client/src/chat/outgoing.test.ts'],
  },
  {
    name: 'a restarted server expects nobody back (T4)',
    file: 'packages/server/src/chat/awaited.ts',
    from: 'return !this.#came.has(user) && this.#mayReturn(user);',
    to: 'return false;',
    tests: ['packages/server/src/chat/chat.test.ts'],
  },
  {
    name: 'who came and went after a restart is waited for (T4)',
    file: 'packages/server/src/chat/awaited.ts',
    from: 'return !this.#came.has(user) && this.#mayReturn(user);',
    to: 'return this.#mayReturn(user);',
    tests: ['packages/server/src/chat/chat.test.ts'],
  },
  {
    name: 'what waits for one who may be on the way back is never given up (T4)',
    file: 'packages/server/src/chat/chat.ts',
    from: 'for (const { text, tail } of waiting) this.#fail(text, tail, tail.size);',
    to: '',
    tests: ['packages/server/src/chat/chat.test.ts'],
  },
  {
    name: 'a message that was seen is handed on again (I1)',
    file: 'packages/client/src/connection/acknowledger.ts',
    from: 'if (next <= seq) return false;',
    to: '',
    tests: ['packages/client/src/connection/acknowledger.test.ts'],
  },
  {
    name: 'a resume that can’t be replayed is granted all the same (I3)',
    file: 'packages/server/src/session/admission.ts',
    from: 'if (wanted && resume && wanted.canReplayFrom(resume.seq)) {',
    to: 'if (wanted && resume) {',
    tests: ['packages/server/src/session/admission.test.ts'],
  },
  {
    name: 'a resumed session is not replayed (I1, I3)',
    file: 'packages/server/src/session/sessions.ts',
    from: 'session.replay(clock.now());',
    to: '',
    tests: [SIMULATION],
  },
  {
    name: 'presence from before a restart is kept (I4)',
    file: 'packages/client/src/presence/presence.ts',
    from: '[...online].filter((id) => !now.has(id)),',
    to: '[],',
    tests: [SIMULATION],
  },
  {
    name: 'a displaced page comes back by itself (I6)',
    file: 'packages/protocol/src/errors.ts',
    from: "      return 'displaced';",
    to: '      return undefined;',
    tests: ['e2e/joined/sessions.test.ts'],
  },
  {
    name: 'coming back counts as a takeover (I5)',
    file: 'packages/server/src/session/admission.ts',
    from: 'if (resume && others.length > 0) return',
    to: 'if (resume && others.length > 99) return',
    tests: ['e2e/joined/sessions.test.ts'],
  },
  {
    name: 'a second sign-in leaves the first one live (I5)',
    file: 'packages/server/src/session/admission.ts',
    from: "policy === 'replace' ? own.filter",
    to: "policy === 'multiple' ? own.filter",
    tests: [SIMULATION],
  },
  {
    name: 'an event of an earlier socket counts (stale generation)',
    file: 'packages/client/src/connection/connection-machine.ts',
    from: "if ('socket' in event && event.socket !== state.socket) return [state, []];",
    to: '',
    tests: ['packages/client/src/connection/connection-machine.test.ts'],
  },
  {
    name: 'a screen that opens after the end of the call stays shared (late getDisplayMedia, I9)',
    file: 'packages/client/src/media/local-media.ts',
    from: 'if (this.#closed || !this.#screenWanted || this.#screen) return track.stop();',
    to: '',
    tests: ['packages/client/src/media/local-media.test.ts'],
  },
  {
    name: 'an invite that crosses another is busy (I10)',
    file: 'packages/server/src/calls/calls.ts',
    from: "const isGlare = call.state === 'ringing' && call.caller === message.to;",
    to: 'const isGlare = false;',
    tests: ['e2e/joined/calls.test.ts'],
  },
  {
    name: 'a ring that has crossed an invite waits on (I11)',
    file: 'packages/client/src/call/calls.ts',
    from: 'this.#waiting.delete(view.call);\n      this',
    to: 'this',
    tests: [SIMULATION],
  },
  {
    name: 'a claim that got lost with its line is not made again (C16)',
    file: 'packages/client/src/call/calls.ts',
    from: 'recovered: !this.#rejoining.has(call),',
    to: 'recovered,',
    tests: [SIMULATION],
  },
  {
    name: 'a hang-up is not said again (I12)',
    file: 'packages/client/src/call/calls.ts',
    from: 'for (const machine of this.#parting.values()) this.#part(machine, this.#welcomeTo(machine.id, message));',
    to: '',
    tests: [SIMULATION],
  },
  {
    name: 'a participant whose line is lost is waited for for ever (I12)',
    file: 'packages/server/src/calls/step.ts',
    from: '(lostSince(member) ?? Infinity) + TIMES.callLost);',
    to: 'Infinity);',
    tests: ['packages/server/src/calls/step.test.ts'],
  },
  {
    name: 'a restarted server believes a claim of another call (C16)',
    file: 'packages/server/src/calls/rebuild.ts',
    from: 'if (!own || !isSameCall(rebuild.claim, claim)) return undefined;',
    to: 'if (!own) return undefined;',
    tests: ['packages/server/src/calls/rebuild.test.ts'],
  },
  {
    name: 'a page does not claim its call from a new server (I13)',
    file: 'packages/client/src/call/call-machine.ts',
    from: '...(claim ? { claim } : {}) };',
    to: '};',
    tests: ['e2e/joined/restart.test.ts'],
  },
  {
    name: 'a call ends though a device still tries to connect (C19)',
    file: 'packages/server/src/calls/step.ts',
    from: 'return tries ? [next, []] : end(',
    to: 'return end(',
    tests: ['packages/server/src/calls/step.test.ts'],
  },
  {
    name: 'a device keeps to itself why it could not connect (C19)',
    file: 'packages/client/src/call/media-link.ts',
    from: 'if (!this.connected && this.#accepted) this.#options.stuck(cause);',
    to: '',
    tests: ['packages/client/src/call/media-link.test.ts'],
  },
  {
    name: 'nobody is told why a call could not connect (C19)',
    file: 'packages/server/src/calls/call-view.ts',
    from: "reason === 'media-failed' ?",
    to: "reason === 'blocked' ?",
    tests: ['packages/server/src/calls/step.test.ts'],
  },
  {
    name: 'a camera that opens late stays open (I9)',
    file: 'packages/client/src/media/local-input.ts',
    from: "if (this.#closed || (this.input === 'camera' && !this.#wanted)) return track.stop();",
    to: '',
    tests: ['packages/client/src/media/local-media.test.ts'],
  },
  {
    name: 'a device that was changed for another stays open (I9)',
    file: 'packages/client/src/media/local-input.ts',
    from: 'before?.stop();',
    to: '',
    tests: ['packages/client/src/media/local-media.test.ts'],
  },
  {
    name: 'a camera that nobody wants any more starts when it is plugged in',
    file: 'packages/client/src/media/device-choice.ts',
    from: 'if (!view.wanted || view.problem === undefined',
    to: 'if (view.problem === undefined',
    tests: ['packages/client/src/media/device-choice.test.ts'],
  },
  {
    name: 'a broken device is opened over and over',
    file: 'packages/client/src/media/local-input.ts',
    from: 'this.#options.platform.now() - this.#openedAt < FLEETING',
    to: 'FLEETING < 0',
    tests: ['packages/client/src/media/local-media.test.ts'],
  },
  {
    name: 'devices have credentials for the relay before they may connect (C18)',
    file: 'packages/server/src/calls/relay-leases.ts',
    from: "if (call.state === 'ringing' && !this.#options.preconnect) return [];",
    to: '',
    tests: ['packages/server/src/calls/relay-leases.test.ts'],
  },
  {
    name: 'credentials for the relay are renewed after the call (C18)',
    file: 'packages/server/src/calls/calls.ts',
    from: 'this.#leases?.end(call.id);',
    to: '',
    tests: ['packages/server/src/calls/relay-leases.test.ts'],
  },
  {
    name: 'the relay sends to IPv4 addresses within IPv6 ones',
    file: 'packages/server/src/turn/special-ranges.ts',
    from: "  '::/3',\n",
    to: '',
    tests: ['packages/server/src/turn/special-ranges.test.ts'],
  },
  {
    name: 'a range of the relay begins with ::',
    file: 'packages/server/src/turn/coturn-config.ts',
    from: 'family === 6 && first === 0n ? 1n : first',
    to: 'first',
    tests: ['packages/server/src/turn/coturn-config.test.ts'],
  },
];
