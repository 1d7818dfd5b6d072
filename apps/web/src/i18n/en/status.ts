// English words about being there or not: settings' sections, and how this device rings.

export const status = {
  sections: {
    label: 'Sections',
    general: 'General',
    calls: 'Calls',
    ringing: 'Notifications and ringing',
    conversations: 'Conversations',
  },
};
