/** Languages that the shell's own texts (menu, dialogs) are written in. */
export type ShellLanguage = 'en' | 'zh-CN';

interface ShellTexts {
  readonly file: string;
  readonly importFiles: string;
  readonly importFolder: string;
  readonly lock: string;
  readonly closeWindow: string;
  readonly quit: string;
  readonly edit: string;
  readonly undo: string;
  readonly redo: string;
  readonly cut: string;
  readonly copy: string;
  readonly paste: string;
  readonly selectAll: string;
  readonly view: string;
  readonly fullScreen: string;
  readonly larger: string;
  readonly smaller: string;
  readonly normalSize: string;
  readonly developer: string;
  readonly window: string;
  readonly minimize: string;
  readonly help: string;
  readonly about: string;
  readonly hide: string;
  readonly hideOthers: string;
  readonly showAll: string;
  readonly imagesAndArchives: string;
  readonly allFiles: string;
  readonly servicesRestarted: string;
  readonly servicesRestartedDetail: string;
  readonly servicesDown: string;
  readonly servicesDownDetail: string;
  readonly startAgain: string;
  readonly pageGone: string;
  readonly pageGoneDetail: string;
  readonly reload: string;
  readonly goOn: string;
}

export const shellTexts: Readonly<Record<ShellLanguage, ShellTexts>> = {
  en: {
    file: '&File',
    importFiles: 'Import &Files…',
    importFolder: 'Import F&older…',
    lock: '&Lock Library',
    closeWindow: '&Close Window',
    quit: '&Quit Axial',
    edit: '&Edit',
    undo: '&Undo',
    redo: '&Redo',
    cut: 'Cu&t',
    copy: '&Copy',
    paste: '&Paste',
    selectAll: 'Select &All',
    view: '&View',
    fullScreen: '&Full Screen',
    larger: '&Larger Text and Controls',
    smaller: '&Smaller Text and Controls',
    normalSize: '&Normal Size',
    developer: '&Developer Tools',
    window: '&Window',
    minimize: '&Minimize',
    help: '&Help',
    about: '&About Axial',
    hide: '&Hide Axial',
    hideOthers: 'Hide &Others',
    showAll: 'Show &All',
    imagesAndArchives: 'Images, archives and DICOMDIR',
    allFiles: 'All files',
    servicesRestarted: 'The service behind the window stopped and was started again.',
    servicesRestartedDetail:
      'What was stored is safe. Sign in again and repeat the last step; an interrupted import goes on from the activity list.',
    servicesDown: 'The services of Axial keep stopping.',
    servicesDownDetail:
      'Everything stored before is safe. Start Axial again; if this repeats, restart the computer.',
    startAgain: 'Start Axial Again',
    pageGone: 'This window stopped working.',
    pageGoneDetail: 'Everything stored before is safe. At most the stroke or text being entered is lost.',
    reload: 'Reload Window',
    goOn: 'Continue',
  },
  'zh-CN': {
    file: '文件(&F)',
    importFiles: '导入文件(&F)…',
    importFolder: '导入文件夹(&O)…',
    lock: '锁定资料库(&L)',
    closeWindow: '关闭窗口(&C)',
    quit: '退出 Axial(&Q)',
    edit: '编辑(&E)',
    undo: '撤销(&U)',
    redo: '重做(&R)',
    cut: '剪切(&T)',
    copy: '复制(&C)',
    paste: '粘贴(&P)',
    selectAll: '全选(&A)',
    view: '视图(&V)',
    fullScreen: '全屏(&F)',
    larger: '放大界面(&L)',
    smaller: '缩小界面(&S)',
    normalSize: '标准大小(&N)',
    developer: '开发者工具(&D)',
    window: '窗口(&W)',
    minimize: '最小化(&M)',
    help: '帮助(&H)',
    about: '关于 Axial(&A)',
    hide: '隐藏 Axial(&H)',
    hideOthers: '隐藏其他(&O)',
    showAll: '全部显示(&A)',
    imagesAndArchives: '图像、压缩包和 DICOMDIR',
    allFiles: '所有文件',
    servicesRestarted: '后台服务意外停止,现已重新启动。',
    servicesRestartedDetail:
      '已保存的内容是安全的。请重新登录并重复上一步操作;被中断的导入可在活动列表中继续。',
    servicesDown: 'Axial 的后台服务反复停止。',
    servicesDownDetail: '之前保存的内容是安全的。请重新启动 Axial;若仍出现,请重启计算机。',
    startAgain: '重新启动 Axial',
    pageGone: '此窗口已停止工作。',
    pageGoneDetail: '之前保存的内容是安全的,最多丢失正在输入的笔画或文字。',
    reload: '重新加载窗口',
    goOn: '继续',
  },
};

/** The shell's language for the reader's preferred ones, most preferred first: any Chinese gives Chinese. */
export function shellLanguage(preferred: readonly string[]): ShellLanguage {
  const first = preferred.find((language) => /^(?:en|zh)\b/i.test(language));
  return first !== undefined && /^zh/i.test(first) ? 'zh-CN' : 'en';
}
