// What reaches people whose page is hidden or closed, as the page knows of it.
import type { ComponentType } from 'preact';
import type { InstallModel } from './install.ts';
import type { PushModel } from './push.ts';

export interface Reach {
  readonly push: PushModel;
  readonly install: InstallModel;
  /** What is to be told beside the people. */
  readonly Prompts: ComponentType;
  close(): void;
}
