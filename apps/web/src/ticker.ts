// A worker of one duty: to knock once a second while the page is hidden, because its own timers are held back then.
const SECOND = 1_000;
let timer: ReturnType<typeof setInterval> | undefined;

addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  clearInterval(timer);
  timer = data === true ? setInterval(() => postMessage(undefined), SECOND) : undefined;
});
