// Arabic words of the call's stage.
import type { AppStrings } from '../strings.ts';
import { apart } from './formats.ts';

export const stage: AppStrings['stage'] = {
  swapHint: 'اسحبها أو استخدم مفاتيح الأسهم لنقلها إلى زاوية أخرى.',
  moveSmall: 'تحريك الصورة الصغيرة',
  smallAt: {
    topLeft: 'الصورة الصغيرة أعلى اليسار',
    topRight: 'الصورة الصغيرة أعلى اليمين',
    bottomLeft: 'الصورة الصغيرة أسفل اليسار',
    bottomRight: 'الصورة الصغيرة أسفل اليمين',
  },
  more: 'المزيد',
  backToPage: 'العودة إلى الصفحة',
  actualSize: 'الحجم الفعلي',
  fit: 'ملاءمة النافذة',
  fillWindow: 'ملء النافذة',
  wholePicture: 'عرض الصورة كاملة',
  panHint: 'اسحبها أو استخدم مفاتيح الأسهم لرؤية الباقي.',
  theirCameraOn: (name) => `شغّل ${apart(name)} الكاميرا`,
  mineToo: 'تشغيل كاميرتي',
  notNow: 'ليس الآن',
  sentFile: 'أرسل ملفًا',
  sharing: {
    monitor: 'أنت تشارك شاشتك كلها',
    window: 'أنت تشارك نافذة',
    tab: 'أنت تشارك علامة تبويب',
  },
  keys: {
    title: 'اختصارات لوحة المفاتيح',
    inCall: 'في المكالمة',
    off: 'المفاتيح المفردة معطّلة في الإعدادات.',
    setting: 'اختصارات لوحة المفاتيح في المكالمات',
    settingText: 'مفتاح واحد يكتم صوتك أو يطفئ الكاميرا وغير ذلك. لا تعمل أبدًا وأنت تكتب.',
    show: 'عرض المفاتيح',
    arrows: 'مفاتيح الأسهم',
    moveSmall: 'تحريك الصورة الصغيرة عندما يكون التركيز عليها',
    words: {
      microphone: 'كتم الميكروفون أو إلغاء كتمه',
      camera: 'تشغيل الكاميرا أو إطفاؤها',
      share: 'مشاركة الشاشة أو إيقافها',
      chat: 'فتح الدردشة أو إغلاقها',
      fullScreen: 'ملء الشاشة',
      pictureInPicture: 'صورة داخل صورة',
      swap: 'تبديل الصورتين',
      hangUp: 'إنهاء المكالمة',
      smaller: 'إغلاق الدردشة أو تصغير المكالمة',
      help: 'عرض هذه القائمة',
    },
    names: { Shift: 'Shift', Escape: 'Esc', Enter: 'Enter' },
    elsewhere: {
      title: 'في كل مكان',
      people: 'التنقل بين الأشخاص',
      send: 'إرسال ما كتبته',
      line: 'بدء سطر جديد',
    },
  },
};
