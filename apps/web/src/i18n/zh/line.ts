// Chinese words about the line between two people in a call.
import { assertNever, type LineTrouble } from '@parley/client';
import type { AppStrings } from '../strings.ts';
import { lackingOf, type Lacking } from '../lacking.ts';

const CAMERA: Readonly<Record<Lacking, string>> = {
  refused: '对方的浏览器没有权限',
  missing: '没有找到摄像头',
  used: '正被其他程序使用',
  broken: '无法启动',
};

const MICROPHONE: Readonly<Record<Lacking, string>> = {
  refused: '对方的浏览器没有麦克风权限',
  missing: '没有找到麦克风',
  used: '麦克风正被其他程序使用',
  broken: '麦克风无法启动',
};

function weak(trouble: LineTrouble | undefined): string {
  switch (trouble) {
    case 'loss':
      return '网络不佳：途中有数据丢失';
    case 'delay':
      return '网络不佳：声音和画面都有延迟';
    case 'silent':
      return '网络不佳：暂时收不到任何数据';
    case 'narrow':
    case undefined:
      return '网络不佳';
    default:
      return assertNever(trouble);
  }
}

export const line: AppStrings['line'] = {
  good: '网络良好',
  weak,
  lost: '连接中断：正在寻找其他通路',
  cameraLacking: (name, why) => `${name} 的摄像头已关闭：${CAMERA[lackingOf(why)]}`,
  microphoneLacking: (name, why) => `${name} 已静音：${MICROPHONE[lackingOf(why)]}`,
};
