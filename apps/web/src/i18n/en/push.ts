// What reaches people whose page is hidden or closed: notifications, their settings, the installed page and its updates.
import type { BrowserFamily } from '../facts.ts';

export const push = {
  /** Of a call: a push service has taken the notification for somebody who has no page open. */
  notified: 'Notification sent…',
  /** On notifications: short, since phones show two lines at most. */
  notice: {
    video: (name: string): string => `Incoming video call from ${name}`,
    voice: (name: string): string => `Incoming voice call from ${name}`,
    missed: (name: string): string => `Missed call from ${name}`,
    answered: (name: string): string => `Call from ${name} answered on another device`,
    declined: (name: string): string => `Call from ${name} declined on another device`,
    text: (name: string): string => `New message from ${name}`,
    test: 'Notifications work',
    testText: 'Calls ring here even when Parley is closed.',
    news: 'There is news in Parley',
    accept: 'Accept',
    decline: 'Decline',
  },
  prompt: {
    text: 'Ring me when this page is in the background, and also when Parley is closed?',
  },
  settings: {
    label: 'Ring when Parley is closed',
    busy: 'One moment…',
    on: 'On. Calls ring here, and missed calls are shown, even when no page of Parley is open.',
    off: 'Off. Calls ring only while you have a page of Parley in front of you.',
    pageOnly:
      'Calls ring while a page of Parley is open, even in the background. They can’t ring when all are closed: this browser can’t reach its push service at the moment.',
    server:
      'Calls ring while a page of Parley is open, even in the background. They can’t ring when all are closed: this server sends no notifications.',
    unsupported:
      'This browser shows no notifications, so calls ring only while you have a page of Parley in front of you.',
    homeScreen:
      'On an iPhone or iPad, notifications need Parley on the home screen: in Safari, press Share, then “Add to Home Screen”, and open it from there.',
    blocked: {
      chromium:
        'Blocked in this browser. Press the icon at the left of the address, then “Site settings”, and set Notifications to “Allow”.',
      edge: 'Blocked in this browser. Press the lock at the left of the address, then “Permissions for this site”, and set Notifications to “Allow”.',
      firefox:
        'Blocked in this browser. Press the icon at the left of the address, and remove the block on “Send notifications”.',
      safari:
        'Blocked in this browser. In Safari’s Settings, under Websites, Notifications, allow this site.',
      ios: 'Blocked on this device. In the Settings of the device, under Notifications, choose Parley and allow them.',
      'ios-other':
        'Blocked on this device. In the Settings of the device, under Notifications, choose Parley and allow them.',
      samsung:
        'Blocked in this browser. Press the lock at the left of the address, then “Permissions”, and allow Notifications.',
      'firefox-android':
        'Blocked in this browser. Press the lock at the left of the address, then “Edit site settings”, and allow Notifications.',
      android:
        'Blocked in this browser. Press the icon at the left of the address, then “Permissions”, and allow Notifications.',
    } satisfies Record<BrowserFamily, string>,
    turnOn: 'Turn on',
    turnOff: 'Turn off',
    test: 'Send a test notification',
    testSent: 'Sent. It appears within a few seconds.',
    testFailed: 'It could not be sent: the push service of this browser can’t be reached from the server.',
  },
  install: {
    label: 'Install Parley',
    text: 'Parley gets a window and an icon of its own, like any other program.',
    button: 'Install',
  },
  updated: {
    text: 'Parley has been updated.',
    reload: 'Reload',
    later: 'Later',
  },
  /** The call of a notification that was accepted too late. */
  tooLate: 'That call is over.',
  close: 'Close',
};
