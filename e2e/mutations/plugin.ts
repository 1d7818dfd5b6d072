// Breaks one guard in what vitest loads: the one that PARLEY_MUTATION names. The files on disk stay as they are.
import type { Plugin } from 'vitest/config';
import { MUTATIONS } from './mutations.ts';

export function mutationPlugin(name = process.env['PARLEY_MUTATION']): Plugin[] {
  if (name === undefined) return [];
  const mutation = MUTATIONS.find((one) => one.name === name);
  if (!mutation) throw new Error(`there is no mutation called ${name}`);
  const { file, from, to } = mutation;
  return [
    {
      name: 'parley-mutation',
      enforce: 'pre',
      transform(code, id) {
        if (!id.split('?')[0]?.endsWith(`/${file}`)) return undefined;
        if (code.split(from).length !== 2) throw new Error(`${file} does not hold this text once: ${from}`);
        return code.replace(from, () => to);
      },
    },
  ];
}
