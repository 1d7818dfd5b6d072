// The words of the server's own pages in English.
import type { Words } from './words.ts';

export const en: Words = {
  trust: {
    title: 'Parley: two steps to calls',
    heading: 'Two steps, and you can call',
    lead: 'Browsers give camera and microphone only to secure pages, and this address is not one. Parley has a secure address. Your device must get to know it once.',
    first: 'Trust this server',
    what: 'Download its certificate and install it as shown for your device. It is good for this server’s own name and network alone: nobody can use it to pose as another website.',
    download: 'Download certificate',
    install: [
      {
        system: 'Android',
        steps: [
          'Download the certificate with the button above.',
          'Open <b>Settings</b> and search for <b>CA certificate</b> (often under Security, Encryption and credentials).',
          'Choose <b>Install anyway</b>, then the downloaded file <b>parley-ca.crt</b>.',
          'For Firefox, also open its settings, tap the logo under <b>About Firefox</b> five times, and under <b>Secret Settings</b> allow third-party CA certificates.',
        ],
      },
      {
        system: 'iPhone and iPad',
        steps: [
          'Open this page in Safari, tap the button above, and allow the profile to be downloaded.',
          'Open <b>Settings</b>, tap <b>Profile Downloaded</b>, then <b>Install</b>.',
          'Open <b>Settings</b>, <b>General</b>, <b>About</b>, <b>Certificate Trust Settings</b>, and switch the certificate on.',
        ],
      },
      {
        system: 'Windows',
        steps: [
          'Download the certificate with the button above and open the file.',
          'Choose <b>Install Certificate</b>, <b>Current User</b>, then <b>Place all certificates in the following store</b>.',
          'Choose <b>Trusted Root Certification Authorities</b> and finish.',
          'Start the browser anew.',
        ],
      },
      {
        system: 'macOS',
        steps: [
          'Download the certificate with the button above and open the file: it goes into <b>Keychain Access</b>.',
          'Double-click it there, open <b>Trust</b>, and choose <b>Always Trust</b>.',
        ],
      },
      {
        system: 'Linux, and Firefox on any computer',
        steps: [
          'In Firefox, the button above asks what to trust: choose <b>identify websites</b>.',
          'In Chromium and Chrome, download it, then open <b>chrome://certificate-manager</b>, <b>Local certificates</b>, and import it under <b>Trusted certificates</b>.',
        ],
      },
    ],
    compare:
      'Certificates can be swapped on the way. Compare this SHA-256 fingerprint with the one that your device shows, and with the one that Parley printed when it was started:',
    second: 'Open the secure address',
    open: 'Open Parley',
    warning: 'A warning there means that step 1 is not done on this device.',
  },
  nothing: { title: 'Not found', heading: 'There is nothing here', back: 'Go to Parley' },
};
