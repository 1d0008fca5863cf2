import type { Messages } from '../message.ts';

/** First start, lock screen, frame of the window, states that every screen shares. */
export const appMessages = {
  'app.name': { en: 'Axial', zh: 'Axial' },
  'app.research': {
    en: 'For research and education. Not a medical device; not for primary diagnosis.',
    zh: '仅供科研与教学使用，不是医疗器械，不得用于临床诊断。',
  },
  'app.offline': {
    en: 'The connection to the services was lost. What is on screen stays; reconnecting…',
    zh: '与服务的连接已断开。当前画面保留，正在重新连接…',
  },
  'app.offlineShort': { en: 'Reconnecting…', zh: '正在重新连接…' },
  'app.unreachable': { en: 'The services of Axial do not answer.', zh: 'Axial 服务没有响应。' },
  'app.unreachableText': {
    en: 'Your library is not affected. Close this window and start Axial again if this lasts.',
    zh: '资料库不受影响。如长时间无响应，请关闭窗口并重新启动 Axial。',
  },
  'app.retry': { en: 'Try again', zh: '重试' },
  'app.close': { en: 'Close', zh: '关闭' },
  'app.cancel': { en: 'Cancel', zh: '取消' },
  'app.loading': { en: 'Loading…', zh: '正在加载…' },
  'app.dateForm': { en: 'YYYY-MM-DD', zh: 'YYYY-MM-DD' },
  'app.dateWrong': { en: 'Not a day: write 2026-11-23.', zh: '日期无效，例如 2026-11-23。' },
  'app.undo': { en: 'Undo', zh: '撤销' },
  'app.add': { en: 'Add', zh: '添加' },
  'app.remove': { en: 'Remove', zh: '移除' },
  'app.choose': { en: 'Choose…', zh: '选择…' },
  'app.language': { en: 'Language', zh: '语言' },
  'app.english': { en: 'English', zh: 'English' },
  'app.chinese': { en: '简体中文', zh: '简体中文' },
  'app.statusLine': { en: 'Status', zh: '状态栏' },
  'app.screenFailed': {
    en: 'This part of the screen failed. Your library is not affected.',
    zh: '此部分界面出错，资料库不受影响。',
  },

  'role.reader': { en: 'Reader', zh: '阅片者' },
  'role.signer': { en: 'Signer', zh: '签发者' },
  'role.administrator': { en: 'Administrator', zh: '管理员' },

  'entry.welcome': { en: 'Make your library', zh: '创建资料库' },
  'entry.welcomeText': {
    en: 'Images and findings are kept encrypted on this computer. Your passphrase opens them; without it only the recovery key does, which is shown next.',
    zh: '影像与所见加密保存在本机。口令用于解锁资料库；忘记口令时只有下一步显示的恢复密钥能够打开。',
  },
  'entry.userName': { en: 'Your name', zh: '您的姓名' },
  'entry.userNameHint': {
    en: 'Shown in the audit log and on what you sign.',
    zh: '将显示在审计日志和您签发的内容中。',
  },
  'entry.passphrase': { en: 'Passphrase', zh: '口令' },
  'entry.passphraseHint': {
    en: 'At least {count} characters. Several words are easier to keep than signs.',
    zh: '至少 {count} 个字符。几个词语比复杂符号更容易记住。',
  },
  'entry.passphraseShort': { en: 'At least {count} characters.', zh: '至少需要 {count} 个字符。' },
  'entry.repeat': { en: 'Passphrase again', zh: '再次输入口令' },
  'entry.repeatDiffers': { en: 'The two passphrases differ.', zh: '两次输入的口令不一致。' },
  'entry.showPassphrase': { en: 'Show passphrase', zh: '显示口令' },
  'entry.create': { en: 'Create library', zh: '创建资料库' },
  'entry.creating': { en: 'Creating…', zh: '正在创建…' },

  'recovery.title': { en: 'Your recovery key', zh: '恢复密钥' },
  'recovery.text': {
    en: 'It opens the library if the passphrase is lost. It is shown this once and stored nowhere. Keep it away from this computer.',
    zh: '忘记口令时可用它打开资料库。仅显示这一次，不会存储在任何地方。请将其保存在本机以外。',
  },
  'recovery.copy': { en: 'Copy', zh: '复制' },
  'recovery.copied': { en: 'Copied. Clear the clipboard after pasting.', zh: '已复制。粘贴后请清空剪贴板。' },
  'recovery.copyFailed': {
    en: 'The clipboard cannot be written to. Select the key and copy it.',
    zh: '无法写入剪贴板，请选中密钥后复制。',
  },
  'recovery.print': { en: 'Print', zh: '打印' },
  'recovery.save': { en: 'Save as file', zh: '另存为文件' },
  'recovery.confirm': {
    en: 'I have stored the recovery key in a safe place',
    zh: '我已将恢复密钥保存在安全的地方',
  },
  'recovery.continue': { en: 'Continue', zh: '继续' },

  'sample.notice': {
    en: 'This is a sample study to look around in. Nothing you do here is kept.',
    zh: '这是供您试用的示例检查，在此所做的操作不会保存。',
  },
  'sample.create': { en: 'Make your library', zh: '创建您的资料库' },
  'sample.back': { en: 'Back to the sample', zh: '返回示例' },

  'lock.title': { en: 'Library locked', zh: '资料库已锁定' },
  'lock.user': { en: 'User', zh: '用户' },
  'lock.userHint': {
    en: 'Only needed where several people use this library.',
    zh: '仅在多人共用此资料库时需要填写。',
  },
  'lock.unlock': { en: 'Unlock', zh: '解锁' },
  'lock.wrong': {
    en: 'That passphrase does not open this library. Check the keyboard layout and Caps Lock.',
    zh: '口令无法打开资料库。请检查键盘布局和大写锁定。',
  },
  'lock.capsLock': { en: 'Caps Lock is on.', zh: '大写锁定已开启。' },

  'failed.title': { en: 'The library did not open', zh: '资料库未能打开' },

  'menu.user': { en: 'User menu', zh: '用户菜单' },
  'menu.about': { en: 'About Axial', zh: '关于 Axial' },

  'help.title': { en: 'Keys', zh: '快捷键' },
  'help.profile': { en: 'Key profile: {name}', zh: '快捷键方案：{name}' },
  'help.mouse': { en: 'Mouse on images', zh: '图像鼠标操作' },
  'help.mouseLeft': { en: 'Active tool (window / level first)', zh: '当前工具（默认窗宽窗位）' },
  'help.mouseMiddle': { en: 'Pan', zh: '平移' },
  'help.mouseRight': { en: 'Zoom; without moving: menu', zh: '缩放；不移动则打开菜单' },
  'help.mouseWheel': { en: 'Scroll the pane under the pointer', zh: '翻阅指针所在窗格' },
  'help.mouseDouble': { en: 'One pane and back', zh: '单窗格切换' },
  'help.keyLeft': { en: 'Left drag', zh: '左键拖动' },
  'help.keyMiddle': { en: 'Middle drag', zh: '中键拖动' },
  'help.keyRight': { en: 'Right drag', zh: '右键拖动' },
  'help.keyWheel': { en: 'Wheel', zh: '滚轮' },
  'help.keyDouble': { en: 'Double click', zh: '双击' },
  'help.global': { en: 'Everywhere', zh: '全局' },
  'help.worklist': { en: 'Worklist', zh: '检查列表' },
  'help.reading': { en: 'Reading', zh: '阅片' },
} as const satisfies Messages;
