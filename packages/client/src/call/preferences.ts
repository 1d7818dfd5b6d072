// What holds for a person's calls until they say otherwise.
import type { CallPreferences } from '../api/calls.ts';

export const DEFAULT_PREFERENCES: Readonly<CallPreferences> = {
  relayOnly: false,
  saveData: false,
  microphone: undefined,
  camera: undefined,
  cleanSound: true,
  blurBackground: false,
  waiting: false,
};
