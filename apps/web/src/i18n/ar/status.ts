// Arabic words about how present people are, settings' sections, and how this device rings.
import type { AppStrings } from '../strings.ts';
import { apart } from './formats.ts';

export const status: AppStrings['status'] = {
  sections: {
    label: 'الأقسام',
    general: 'عام',
    calls: 'المكالمات',
    ringing: 'الإشعارات والرنين',
    conversations: 'المحادثات',
  },
  seen: { available: 'متصل', away: 'غائب', 'do-not-disturb': 'عدم الإزعاج' },
  own: { available: 'متاح', away: 'غائب', 'do-not-disturb': 'عدم الإزعاج' },
  about: {
    available: 'تتحوّل إلى «غائب» بعد 10 دقائق بلا نشاط',
    away: 'حتى تختار غير ذلك',
    'do-not-disturb': 'لا مكالمات ولا أصوات ولا إشعارات',
  },
  button: { available: 'الحالة: متاح', away: 'الحالة: غائب', 'do-not-disturb': 'الحالة: عدم الإزعاج' },
  menu: 'حالتك',
  urgent: 'المكالمات العاجلة ترنّ',
  urgentText: 'في وضع «عدم الإزعاج» ترنّ مع ذلك المكالمة الثانية من الشخص نفسه خلال 3 دقائق.',
  ringTone: 'نغمة الرنين',
  tones: { chime: 'أجراس', bell: 'جرس', marimba: 'ماريمبا', classic: 'هاتف كلاسيكي' },
  play: 'تشغيل',
  stop: 'إيقاف',
  volume: 'مستوى صوت الرنين',
  volumeOf: (percent) => (percent === 0 ? 'صامت' : apart(`${percent}%`)),
  silent: 'تظهر المكالمات بلا صوت.',
  ringOn: 'الرنين على',
  ringWhereCalls: 'مثل المكالمات',
  textSound: 'صوت للرسائل الجديدة',
  textSoundText: 'عندما لا تكون هذه الصفحة ظاهرة.',
  textNotice: 'إشعار للرسائل الجديدة',
  textNoticeText: 'عندما لا تكون هذه الصفحة ظاهرة، وحيث يسمح المتصفح بالإشعارات.',
  textNotices: { text: 'الاسم والرسالة', name: 'الاسم فقط', nothing: 'لا شيء' },
  newFrom: (name) => `رسالة جديدة من ${apart(name)}`,
};
