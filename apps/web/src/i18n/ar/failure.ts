// Arabic words of the card about a call that failed.
import type { AppStrings } from '../strings.ts';

export const failure: AppStrings['failure'] = {
  details: 'التفاصيل',
  about: 'للشخص الذي يدير الخادم. لا تحتوي على عناوين ولا على شيء مما قيل.',
  copy: 'نسخ التفاصيل',
  copied: 'تم النسخ',
};
