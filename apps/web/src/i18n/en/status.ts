// English words about how present people are, settings' sections, and how this device rings.

export const status = {
  sections: {
    label: 'Sections',
    general: 'General',
    calls: 'Calls',
    ringing: 'Notifications and ringing',
    conversations: 'Conversations',
  },
  /** Of others, below their name. */
  seen: { available: 'online', away: 'away', 'do-not-disturb': 'do not disturb' },
  /** Of oneself. */
  own: { available: 'Available', away: 'Away', 'do-not-disturb': 'Do not disturb' },
  about: {
    available: 'Turns to Away after 10 minutes without activity',
    away: 'Until you choose otherwise',
    'do-not-disturb': 'No calls, no sounds, no notifications',
  },
  button: {
    available: 'Status: available',
    away: 'Status: away',
    'do-not-disturb': 'Status: do not disturb',
  },
  menu: 'Your status',
  urgent: 'Urgent calls ring',
  urgentText: 'In Do not disturb, a second call from the same person within 3 minutes rings all the same.',
  ringTone: 'Ring tone',
  tones: { chime: 'Chime', bell: 'Bell', marimba: 'Marimba', classic: 'Classic telephone' },
  play: 'Play',
  stop: 'Stop',
  volume: 'Ring volume',
  volumeOf: (percent: number): string => (percent === 0 ? 'Silent' : `${percent} %`),
  silent: 'Calls are shown and make no sound.',
  ringOn: 'Ring on',
  ringWhereCalls: 'Same as calls',
  textSound: 'Sound for new messages',
  textSoundText: 'While this page is out of sight.',
  textNotice: 'Notification for new messages',
  textNoticeText: 'While this page is out of sight, and where the browser allows notifications.',
  textNotices: { text: 'Name and message', name: 'Name only', nothing: 'None' },
  newFrom: (name: string): string => `New message from ${name}`,
};
