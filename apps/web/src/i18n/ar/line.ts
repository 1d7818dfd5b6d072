// Arabic words about the line between two people in a call.
import { assertNever, type LineTrouble } from '@parley/client';
import type { AppStrings } from '../strings.ts';
import { lackingOf, type Lacking } from '../lacking.ts';
import { apart } from './formats.ts';

const CAMERA: Readonly<Record<Lacking, string>> = {
  refused: 'ليس لدى المتصفح هناك إذن باستخدامها',
  missing: 'لم يُعثر على كاميرا',
  used: 'يستخدمها برنامج آخر',
  broken: 'تعذّر تشغيلها',
};

const MICROPHONE: Readonly<Record<Lacking, string>> = {
  refused: 'ليس لدى المتصفح هناك إذن باستخدامه',
  missing: 'لم يُعثر على ميكروفون',
  used: 'يستخدمه برنامج آخر',
  broken: 'تعذّر تشغيله',
};

function weak(trouble: LineTrouble | undefined): string {
  switch (trouble) {
    case 'loss':
      return 'اتصال ضعيف: تضيع أجزاء في الطريق';
    case 'delay':
      return 'اتصال ضعيف: كل شيء يصل متأخرًا';
    case 'silent':
      return 'اتصال ضعيف: لا يصل شيء الآن';
    case 'narrow':
    case undefined:
      return 'اتصال ضعيف';
    default:
      return assertNever(trouble);
  }
}

export const line: AppStrings['line'] = {
  good: 'اتصال جيد',
  weak,
  lost: 'انقطع الاتصال: جارٍ البحث عن طريق آخر',
  cameraLacking: (name, why) => `كاميرا ${apart(name)} مطفأة: ${CAMERA[lackingOf(why)]}`,
  microphoneLacking: (name, why) => `ميكروفون ${apart(name)} مكتوم: ${MICROPHONE[lackingOf(why)]}`,
};
