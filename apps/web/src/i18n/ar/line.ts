// Arabic words about the line between two people in a call.
import { assertNever, type LineTrouble } from '@parley/client';
import type { AppStrings } from '../strings.ts';

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
};
