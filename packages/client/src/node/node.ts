// What the SDK has for programs in Node alone: `@parley/client/node`.
export { fileSink, fileSource } from './file-sink.ts';
