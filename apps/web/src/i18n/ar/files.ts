// Arabic words about files in a conversation.
import { assertNever, type ErrorCode } from '@parley/client';
import type { Ending, FileAct, FileState, NoRoom } from '../../model/files/file-state.ts';
import type { FileFacts } from '../facts.ts';
import { toldBy } from '../files-told.ts';
import type { AppStrings } from '../strings.ts';
import { apart, dataSize as plainSize } from './formats.ts';

const dataSize = (bytes: number): string => apart(plainSize(bytes));

function offer({ who, size }: FileFacts): { before: string; after: string } {
  return {
    before: `يريد ${apart(who)} أن يرسل إليك `,
    after: size === undefined ? '' : ` (${dataSize(size)})`,
  };
}

function progress(state: FileState, { own, who }: FileFacts): string {
  switch (state.name) {
    case 'offered':
      return own ? `في انتظار قبول ${apart(who)}` : '';
    case 'no-room':
      return noRoom(state.why);
    case 'preparing':
      return 'جارٍ التحضير…';
    case 'moving': {
      const verb = own ? 'جارٍ الإرسال…' : 'جارٍ الاستلام…';
      return state.percent === undefined
        ? `${verb} ${dataSize(state.moved)}`
        : `${verb} ${apart(`${state.percent}%`)}`;
    }
    case 'paused':
      return state.by === 'self' ? 'متوقف مؤقتًا' : `أوقفه ${apart(who)} مؤقتًا`;
    case 'waiting':
      return 'في انتظار الاتصال…';
    case 'sent':
      return 'تم الإرسال';
    case 'received':
      return 'تم الاستلام';
    case 'ended':
      return '';
    default:
      return assertNever(state);
  }
}

function noRoom(why: NoRoom): string {
  if (why.name === 'unusable') return 'لم يستطع متصفحك توفير مكان له. اقبله مرة أخرى.';
  return why.name === 'disk'
    ? `لا يوجد مكان كافٍ هنا: المتاح لهذه الصفحة ${dataSize(why.free)}. أفرغ مساحة على القرص ثم اقبله.`
    : `لا يحفظ هذا المتصفح إلا ملفات حتى ${dataSize(why.limit)}. إصدار حديث من Chrome أو Edge أو Firefox أو Safari يقبل أكبر منها عبر HTTPS.`;
}

function ended(ending: Ending, { own, who }: FileFacts): string {
  switch (ending.why) {
    case 'declined':
      return ending.by === 'self' ? 'لقد رفضته' : `رفضه ${apart(who)}`;
    case 'cancelled':
      return ending.by === 'self' ? 'تم الإلغاء' : `ألغاه ${apart(who)}`;
    case 'too-large':
      return tooLarge(ending.largest, own);
    case 'failed':
      return own ? notSent(ending.code, apart(who)) : notReceived(ending.code, apart(who));
    default:
      return assertNever(ending);
  }
}

function tooLarge(largest: number | undefined, own: boolean): string {
  const limit =
    largest === undefined
      ? 'الملف أكبر مما يسمح به هذا الخادم.'
      : `الملف كبير جدًا: يقبل هذا الخادم ملفات حتى ${dataSize(largest)}.`;
  return own ? `${limit} أرسله على أجزاء أو اسأل الشخص الذي يدير الخادم.` : limit;
}

function notSent(code: ErrorCode, who: string): string {
  switch (code) {
    case 'not-online':
      return `${who} غير متصل. أرسله مرة أخرى عند عودته.`;
    case 'timeout':
      return `لم يُجب ${who} خلال 10 دقائق.`;
    case 'quota-exceeded':
      return 'لقد أرسلت ما يسمح به هذا الخادم حاليًا. حاول لاحقًا.';
    case 'rate-limited':
    case 'server-busy':
      return 'هناك ملفات كثيرة في الطريق. انتظر وصول بعضها ثم أرسله مرة أخرى.';
    case 'damaged':
      return 'وصل تالفًا فاستُبعد. أرسله مرة أخرى.';
    case 'disk-full':
      return `قرص ${who} ممتلئ. أرسله مرة أخرى بعد توفير مكان.`;
    case 'sink-failed':
      return `لم يستطع جهاز ${who} حفظه. أرسله مرة أخرى أو اقترح متصفحًا آخر.`;
    case 'source-failed':
      return 'تعذّرت قراءته: ربما نُقل أو تغيّر. أرفقه مرة أخرى.';
    case 'interrupted':
    case 'no-such-transfer':
    case 'offline':
      return `انقطع الاتصال مع ${who} مدة طويلة. أرسله مرة أخرى.`;
    case 'forbidden':
      return 'لا ينقل هذا الخادم الملفات. اسأل الشخص الذي يديره.';
    default:
      return gone(code) ?? 'تعذّر إرساله. حاول مرة أخرى.';
  }
}

function notReceived(code: ErrorCode, who: string): string {
  switch (code) {
    case 'accepted-elsewhere':
      return 'قُبل على جهاز آخر';
    case 'timeout':
      return 'لم تُجب خلال 10 دقائق';
    case 'not-online':
    case 'interrupted':
    case 'no-such-transfer':
    case 'offline':
      return `انقطع الاتصال مع ${who} مدة طويلة. اطلب إرساله مرة أخرى.`;
    case 'damaged':
      return `وصل تالفًا فلم يُحفظ. اطلب من ${who} إرساله مرة أخرى.`;
    case 'disk-full':
      return `قرصك ممتلئ فلم يُحفظ. وفّر مكانًا واطلب من ${who} إرساله مرة أخرى.`;
    case 'sink-failed':
      return `تعذّرت كتابته هنا فلم يُحفظ. اطلب من ${who} إرساله مرة أخرى.`;
    case 'source-failed':
      return `لم يعد جهاز ${who} قادرًا على قراءته. اطلب إرساله مرة أخرى.`;
    case 'quota-exceeded':
      return `أرسل ${who} ما يسمح به هذا الخادم حاليًا.`;
    default:
      return gone(code) ?? `تعذّر استلامه. اطلب من ${who} إرساله مرة أخرى.`;
  }
}

function gone(code: ErrorCode): string | undefined {
  if (code === 'displaced') return 'توقّف: سجّلت الدخول في مكان آخر.';
  return code === 'signed-out' || code === 'closed' ? 'توقّف: سجّلت الخروج.' : undefined;
}

const ACTS: Record<FileAct, string> = {
  accept: 'قبول',
  decline: 'رفض',
  pause: 'إيقاف مؤقت',
  resume: 'متابعة',
  cancel: 'إلغاء',
  again: 'إرسال مرة أخرى',
};

export const files: AppStrings['files'] = {
  offer,
  progress,
  ended,
  told: toldBy({
    offer,
    noRoom,
    ended,
    sent: ({ name, who }) => `أُرسل ${apart(name)} إلى ${apart(who)}`,
    received: ({ name, who }) => `استُلم ${apart(name)} من ${apart(who)}`,
  }),
  act: (act) => ACTS[act],
  actOn: (act, label) => `${ACTS[act]}: ${apart(label)}`,
  save: 'حفظ',
  saveOf: (label) => `حفظ ${apart(label)}`,
  enlarge: (label) => `فتح ${apart(label)}`,
  close: 'إغلاق',
  size: dataSize,
  card: (label) => `الملف ${apart(label)}`,
  progressOf: (label) => `تقدّم ${apart(label)}`,
};
