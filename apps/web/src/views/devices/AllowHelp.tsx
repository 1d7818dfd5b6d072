// How to allow a device that was refused, with a picture of the sign to look for in this browser.
import '../../styles/devices.css';
import { useSignal } from '@preact/signals';
import type { DeviceProblem } from '@parley/client';
import type { BrowserFamily } from '../../i18n/facts.ts';
import { t } from '../../i18n/strings.ts';

export function needsAllowing({ kind }: DeviceProblem): boolean {
  return kind === 'denied' || kind === 'dismissed';
}

export interface AllowHelpProps {
  device: 'camera' | 'microphone';
  browser: BrowserFamily;
  /** Shown at once, where there is room for it. */
  open?: boolean;
}

export function AllowHelp({ device, browser, open = false }: AllowHelpProps) {
  const shown = useSignal(open);
  const steps = t.devices.allowSteps(device, browser);
  const sign = signOf(device, browser);
  return (
    <div class="allow-help">
      {!open && (
        <button
          type="button"
          class="allow-help-toggle"
          aria-expanded={shown.value}
          onClick={() => (shown.value = !shown.value)}
        >
          {t.devices.howToAllow}
        </button>
      )}
      {shown.value && (
        <ol>
          {steps.map((step, index) => (
            <li key={step}>
              {step}
              {index === 0 && sign && <Sign path={sign} />}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

/** Drawn as those browsers draw them, on a grid of 24 by 24. */
const SLIDERS =
  'M4 8h8M18 8h2M4 16h2M12 16h8M15 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM9 13.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z';
const PADLOCK = 'M6 10.5h12v9H6zM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5';
const CAMERA = 'M3.5 7.5h11v9h-11zM14.5 10.5l6-3v9l-6-3M3 3l18 18';
const MICROPHONE = 'M9.3 9.3V6.2a2.7 2.7 0 0 1 5.4 0v5M6 11a6 6 0 0 0 12 0M12 17v3.5M3 3l18 18';
const PAGE = 'M5 5h14v8H5zM5 17h14M5 20h9';

function signOf(device: AllowHelpProps['device'], browser: BrowserFamily): string | undefined {
  switch (browser) {
    case 'chromium':
    case 'android':
      return SLIDERS;
    case 'edge':
    case 'samsung':
    case 'firefox-android':
      return PADLOCK;
    case 'firefox':
      return device === 'camera' ? CAMERA : MICROPHONE;
    case 'ios':
      return PAGE;
    case 'safari':
    case 'ios-other':
      return undefined;
    default:
      return browser satisfies never;
  }
}

function Sign({ path }: { path: string }) {
  return (
    <svg
      class="browser-sign"
      width="28"
      height="28"
      viewBox="-4 -4 32 32"
      aria-hidden="true"
      focusable="false"
    >
      <path d={path} />
    </svg>
  );
}
