// A file of a conversation as people talk about it: what is answered and reacted to beside texts.
import type { ReadonlySignal } from '@preact/signals';
import type { SaidId, Text, TransferRef, UserId } from '@parley/client';

export interface SharedFile {
  readonly id: TransferRef;
  /** The id of the newest try, by which its card is found. */
  readonly row: ReadonlySignal<TransferRef>;
  /** The other person, whoever offered it. */
  readonly with: UserId;
  readonly from: UserId;
  /** Ms of the Unix epoch. */
  readonly at: number;
  readonly name: string;
  /** The picture that it is, once it is here. */
  readonly picture: ReadonlySignal<{ readonly url: string } | undefined>;
}

export type Subject = Text | SharedFile;

export function isFile(subject: Subject): subject is SharedFile {
  return 'picture' in subject;
}

/** The texts and files of a conversation that are here. */
export type FindSubject = (id: SaidId) => Subject | undefined;
