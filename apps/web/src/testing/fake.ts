// The page without a server: a named state with `?state=NAME`, a list of all with `?state`, else a play with strings.

async function begin(): Promise<void> {
  const { start } = new URL(location.href).searchParams.has('state')
    ? await import('./gallery-main.ts')
    : await import('./fake-main.tsx');
  await start();
}

begin().catch(reportError);
