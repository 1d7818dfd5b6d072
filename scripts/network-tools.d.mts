/** Programs and the Debian packages that bring them. */
export const NETWORK_TOOLS: Readonly<Record<'ip' | 'nft', string>>;
/** Installs what is missing where that can be done. Never throws. */
export function offerNetworkTools(): void;
