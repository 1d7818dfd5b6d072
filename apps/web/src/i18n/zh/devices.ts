// Chinese sentences about devices.
import { assertNever, type DeviceProblem } from '@parley/client';
import type { BrowserFamily } from '../facts.ts';
import type { AppStrings } from '../strings.ts';

type Input = 'camera' | 'microphone';

const NAMES = { camera: '摄像头', microphone: '麦克风' } as const;
const VERBS = { camera: '看到', microphone: '听到' } as const;

export function problem(
  { device, kind, name }: DeviceProblem,
  other: string | undefined,
  browser: BrowserFamily,
): string {
  if (device === 'screen') return screenProblem(kind, browser);
  const what = NAMES[device];
  const effect = other === undefined ? `没有人能${VERBS[device]}你` : `${other} 无法${VERBS[device]}你`;
  const through =
    other === undefined ? `由“${name}”代替。` : `${other} 现在通过“${name}”${VERBS[device]}你。`;
  switch (kind) {
    case 'missing':
      return `没有找到${what}，${effect}。接上后会自动启用。`;
    case 'unplugged':
      return `你的${what}已被拔出，${effect}。重新接上后会自动启用。`;
    case 'switched':
      return `你的${what}已被拔出。${through}`;
    case 'stand-in':
      return `你选择的${what}不在。${through}`;
    case 'kept':
      return `${name === undefined ? `另一个${what}` : `“${name}”`}无法启动，继续使用之前的${what}。`;
    case 'asking':
      return `正在等待你允许使用${what}：请回答浏览器的提问。在此之前${effect}。`;
    case 'dismissed':
      return `你还没有允许使用${what}，${effect}。请重试，并在浏览器询问时选择“允许”。`;
    case 'denied':
      return `此页面被禁止使用${what}，${effect}。`;
    case 'system':
      return `系统不允许浏览器使用${what}，${effect}。${systemHint(device, browser)}`;
    case 'forbidden':
      return `此页面不能使用${what}，${effect}。服务器的标头或你所在组织的规则禁止了它：请告知管理者。`;
    case 'muted':
      return `你的${what}已被系统${device === 'camera' ? '关闭' : '静音'}，${effect}。请在系统中或用设备自身的开关打开。`;
    case 'in-use':
      return `你的${what}正被其他程序使用，${effect}。请关闭该程序后重试。`;
    case 'insecure':
      return `浏览器只向安全的页面提供${what}，${effect}。请用 https:// 地址打开 Parley。`;
    case 'failed':
      return `无法启动你的${what}，${effect}。请拔下后重新接上再试。`;
    default:
      return assertNever(kind);
  }
}

function screenProblem(kind: DeviceProblem['kind'], browser: BrowserFamily): string {
  if (kind === 'denied' || kind === 'dismissed') return '没有共享你的屏幕。';
  if (kind === 'system' && /^(chromium|edge|firefox|safari)$/.test(browser))
    return '没有共享你的屏幕：请在电脑的隐私设置中允许此浏览器录制屏幕。';
  return kind === 'in-use' ? '无法共享该屏幕或窗口。请选择另一个。' : '此浏览器无法共享你的屏幕。';
}

function systemHint(device: Input, browser: BrowserFamily): string {
  const what = NAMES[device];
  switch (browser) {
    case 'chromium':
    case 'edge':
    case 'firefox':
    case 'safari':
      return `请打开电脑的设置，在“隐私”中允许此浏览器使用${what}。`;
    case 'ios':
    case 'ios-other':
      return `请打开设备的“设置”，找到此浏览器，打开“${device === 'camera' ? '相机' : '麦克风'}”。`;
    case 'android':
    case 'samsung':
    case 'firefox-android':
      return `请打开设备的“设置”→“应用”→此浏览器→“权限”，允许${device === 'camera' ? '相机' : '麦克风'}。`;
    default:
      return assertNever(browser);
  }
}

function allowSteps(device: Input, browser: BrowserFamily): readonly string[] {
  const name = NAMES[device];
  const ios = device === 'camera' ? '相机' : '麦克风';
  switch (browser) {
    case 'chromium':
      return ['点击地址左侧的图标（两个滑块），即“查看网站信息”。', `打开“${name}”。`];
    case 'edge':
      return ['点击地址左侧的锁形图标，即“查看站点信息”。', `在“此站点的权限”下，将“${ios}”设为“允许”。`];
    case 'firefox':
      return [
        `点击地址左侧被划掉的${name}图标。`,
        '点击“已阻止”或“暂时阻止”旁的 ×。',
        '回到这里，点击“重试”，并选择“允许”。',
      ];
    case 'safari':
      return [
        '在屏幕顶部的菜单栏中选择“Safari 浏览器”，再选择“设置”中针对此网站的一项。',
        `将“${ios}”设为“允许”。`,
        '回到这里，点击“重试”。如果没有反应，请刷新页面。',
      ];
    case 'ios':
      return [
        '轻点地址旁的页面图标（旧版 Safari 中是“大小”）。',
        '轻点“网站设置”，它可能在三个点后面。',
        `将“${ios}”设为“允许”。`,
        '回到这里，轻点“重试”。如果没有反应，请刷新页面。',
      ];
    case 'ios-other':
      return [
        '打开 iPhone 或 iPad 的“设置”，再打开“App”，找到此浏览器。',
        `打开“${ios}”。`,
        '回到这里，轻点“重试”。如果没有反应，请刷新页面。',
      ];
    case 'android':
      return ['点按地址左侧的图标（两个滑块）。', '点按“权限”。', `打开“${name}”。`];
    case 'samsung':
      return ['点按地址左侧的锁形图标。', '点按“权限”。', `打开“${ios}”。`, '回到这里，点按“重试”。'];
    case 'firefox-android':
      return [
        '点按地址左侧的锁形或盾牌图标。',
        `点按“${name}”旁的“已阻止”，使其变为“已允许”。`,
        '回到这里，点按“重试”。',
      ];
    default:
      return assertNever(browser);
  }
}

export const devices: AppStrings['devices'] = {
  check: '检查摄像头和麦克风',
  firstCall: '第一次通话？先看看、听听自己。',
  notNow: '暂时不用',
  done: '完成',
  opening: '正在打开…',
  private: '只有你自己能看到和听到。',
  cameraOff: '你的摄像头已关闭',
  picture: '你的画面',
  notLoaded: '无法加载检查功能。请检查网络连接后重试。',
  inCall: '现在有通话。结束后再检查。',
  microphone: '麦克风',
  camera: '摄像头',
  speaker: '扬声器',
  level: '麦克风音量',
  saySomething: '说句话：横条会随你的声音移动。',
  heard: '能听到你。',
  silent: '什么也听不到：麦克风是否被自身的开关静音，或选择了另一个？',
  systemDefault: '此设备的默认项',
  defaultNamed: (name) => `此设备的默认项：${name}`,
  away: (name) => `${name}（不在）`,
  testSound: '播放测试音',
  playing: '正在播放测试音',
  noTestSound: '无法在那里播放测试音。请选择另一个扬声器。',
  otherSpeaker: '选择另一个扬声器…',
  speakerBySystem: '声音从设备指定的位置播放。可在设备的声音设置中更改。',
  speakerAway: (name) => `扬声器“${name}”不在。现在使用此设备的默认项。`,
  speakerFailed: (name) => `声音无法送到“${name}”，仍留在原处。`,
  cleanSound: '消除噪音和回声',
  cleanSoundText: '播放音乐时请关闭。',
  mirror: '镜像我的画面',
  mirrorText: '只有你看到的是镜像。',
  blur: '虚化背景',
  flip: '切换到另一个摄像头',
  menu: '设备',
  microphoneMenu: '选择麦克风和扬声器',
  cameraMenu: '选择摄像头',
  mutedTalkingKeys: '你已静音。按 M 取消静音，或按住空格键说话。',
  mutedTalkingTouch: '你已静音。点按“取消静音”让对方听到你。',
  mutedTalkingClick: '你已静音。取消静音，对方才能听到你。',
  talkKey: '静音时按住即可说话',
  spaceBar: '空格键',
  talkingByKey: '按住空格键时对方能听到你。',
  howToAllow: '如何允许',
  allowSteps,
};
