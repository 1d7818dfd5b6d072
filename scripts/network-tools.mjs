// The tools with which the end-to-end tests make and cut networks of their own, installed where that can be done.
import { installPackages, isRootOnDebian, whereIs } from './debian.mjs';

/** Programs and the Debian packages that bring them. */
export const NETWORK_TOOLS = { ip: 'iproute2', nft: 'nftables' };

/** Never throws: without them the tests that need them are skipped, and say so. */
export function offerNetworkTools() {
  const missing = Object.entries(NETWORK_TOOLS).filter(([program]) => !whereIs(program));
  if (missing.length === 0 || !isRootOnDebian()) return;
  const packages = missing.map(([, name]) => name);
  console.log(`Installing ${packages.join(' and ')}, for the tests over networks that fail.`);
  installPackages(packages);
}
