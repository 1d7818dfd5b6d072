// Chinese words about what reaches people whose page is hidden or closed.
import type { AppStrings } from '../strings.ts';

export const push: AppStrings['push'] = {
  notified: '已发送通知…',
  notice: {
    video: (name) => `${name} 的视频来电`,
    voice: (name) => `${name} 的语音来电`,
    missed: (name) => `${name} 的未接来电`,
    answered: (name) => `${name} 的来电已在其他设备上接听`,
    declined: (name) => `${name} 的来电已在其他设备上拒接`,
    text: (name) => `${name} 发来新消息`,
    test: '通知可以正常使用',
    testText: '即使 Parley 已关闭，这里也会响铃。',
    news: 'Parley 有新动态',
    accept: '接听',
    decline: '拒接',
  },
  prompt: { text: '当此页面在后台，或 Parley 已关闭时，也为我响铃？' },
  settings: {
    label: 'Parley 关闭时响铃',
    busy: '请稍候…',
    on: '已开启。即使没有打开任何 Parley 页面，来电也会响铃，并显示未接来电。',
    off: '已关闭。只有当 Parley 页面在你面前时，来电才会响铃。',
    pageOnly:
      '只要打开着 Parley 页面，即使在后台，来电也会响铃。全部关闭后则不能：此浏览器目前无法连接其推送服务。',
    server: '只要打开着 Parley 页面，即使在后台，来电也会响铃。全部关闭后则不能：这台服务器不发送通知。',
    unsupported: '此浏览器不显示通知，因此只有当 Parley 页面在你面前时，来电才会响铃。',
    homeScreen:
      '在 iPhone 或 iPad 上，需要先将 Parley 添加到主屏幕才能收到通知：在 Safari 中点“共享”，再点“添加到主屏幕”，然后从那里打开。',
    blocked: {
      chromium: '已在此浏览器中被阻止。点击地址左侧的图标，再点“网站设置”，将“通知”设为“允许”。',
      edge: '已在此浏览器中被阻止。点击地址左侧的锁形图标，再点“此站点的权限”，将“通知”设为“允许”。',
      firefox: '已在此浏览器中被阻止。点击地址左侧的图标，取消对“发送通知”的阻止。',
      safari: '已在此浏览器中被阻止。在 Safari 的设置中，打开“网站”→“通知”，允许此网站。',
      ios: '已在此设备上被阻止。在设备的“设置”→“通知”中选择 Parley 并允许通知。',
      'ios-other': '已在此设备上被阻止。在设备的“设置”→“通知”中选择 Parley 并允许通知。',
      samsung: '已在此浏览器中被阻止。点按地址左侧的锁形图标，再点“权限”，允许通知。',
      'firefox-android': '已在此浏览器中被阻止。点按地址左侧的锁形图标，再点“编辑网站设置”，允许通知。',
      android: '已在此浏览器中被阻止。点按地址左侧的图标，再点“权限”，允许通知。',
    },
    turnOn: '开启',
    turnOff: '关闭',
    test: '发送测试通知',
    testSent: '已发送。几秒钟内会显示。',
    testFailed: '无法发送：服务器连接不到此浏览器的推送服务。',
  },
  install: {
    label: '安装 Parley',
    text: 'Parley 会像其他程序一样，拥有自己的窗口和图标。',
    button: '安装',
  },
  updated: { text: 'Parley 已更新。', reload: '刷新', later: '稍后' },
  tooLate: '那通电话已经结束。',
  close: '关闭',
};
