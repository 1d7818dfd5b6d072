// The words of the server's own pages in Chinese.
import type { Words } from './words.ts';

export const zh: Words = {
  trust: {
    title: 'Parley：两步即可通话',
    heading: '只需两步，即可通话',
    lead: '浏览器只允许安全的页面使用摄像头和麦克风，而当前地址并不安全。Parley 有一个安全地址，你的设备只需信任它一次。',
    first: '信任此服务器',
    what: '下载它的证书，并按你的设备对应的步骤安装。该证书只对此服务器自己的名称和网络有效，任何人都无法用它冒充其他网站。',
    download: '下载证书',
    install: [
      {
        system: 'Android',
        steps: [
          '点击上方按钮下载证书。',
          '打开<b>设置</b>，搜索 <b>CA 证书</b>（通常在“安全”的“加密与凭据”中）。',
          '选择<b>仍然安装</b>，然后选择下载好的文件 <b>parley-ca.crt</b>。',
          '使用 Firefox 时，还需打开它的设置，在<b>关于 Firefox</b> 中连点五次徽标，然后在 <b>Secret Settings</b> 中允许使用第三方 CA 证书。',
        ],
      },
      {
        system: 'iPhone 和 iPad',
        steps: [
          '用 Safari 打开此页面，轻点上方按钮，并允许下载描述文件。',
          '打开<b>设置</b>，轻点<b>已下载描述文件</b>，再轻点<b>安装</b>。',
          '依次打开<b>设置</b>、<b>通用</b>、<b>关于本机</b>、<b>证书信任设置</b>，打开该证书的开关。',
        ],
      },
      {
        system: 'Windows',
        steps: [
          '点击上方按钮下载证书，并打开该文件。',
          '选择<b>安装证书</b>、<b>当前用户</b>，再选择<b>将所有的证书都放入下列存储</b>。',
          '选择<b>受信任的根证书颁发机构</b>，然后完成安装。',
          '重新启动浏览器。',
        ],
      },
      {
        system: 'macOS',
        steps: [
          '点击上方按钮下载证书，并打开该文件，它会添加到<b>钥匙串访问</b>中。',
          '在其中双击该证书，展开<b>信任</b>，选择<b>始终信任</b>。',
        ],
      },
      {
        system: 'Linux，以及任何电脑上的 Firefox',
        steps: [
          '在 Firefox 中，点击上方按钮后会询问信任的用途，请选择<b>标识网站</b>。',
          '在 Chromium 和 Chrome 中，先下载证书，再打开 <b>chrome://certificate-manager</b> 的<b>本地证书</b>，在<b>受信任的证书</b>下导入。',
        ],
      },
    ],
    compare:
      '证书可能在传输途中被调换。请将下面的 SHA-256 指纹与你的设备显示的、以及 Parley 启动时输出的指纹核对：',
    second: '打开安全地址',
    open: '打开 Parley',
    warning: '如果打开后出现警告，说明此设备还没有完成第 1 步。',
  },
  nothing: { title: '页面不存在', heading: '这里什么也没有', back: '前往 Parley' },
};
