// A thread that hashes and verifies passwords, one job at a time. Imports nothing of the workspace's packages.
import { parentPort } from 'node:worker_threads';
import { hashPassword, verifyPassword } from './argon2.ts';

export type PasswordJob =
  { kind: 'hash'; password: Uint8Array } | { kind: 'verify'; hash: string; password: Uint8Array };

export type PasswordReply = { ok: true; value: string | boolean } | { ok: false; message: string };

parentPort?.on('message', (job: PasswordJob) => {
  parentPort?.postMessage(replyTo(job), []);
});

function replyTo(job: PasswordJob): PasswordReply {
  try {
    const value = job.kind === 'hash' ? hashPassword(job.password) : verifyPassword(job.hash, job.password);
    return { ok: true, value };
  } catch (cause) {
    return { ok: false, message: cause instanceof Error ? cause.message : String(cause) };
  }
}
