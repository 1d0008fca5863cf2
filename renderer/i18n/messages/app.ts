import type { Messages } from '../message.ts';

/** First start, lock screen, frame of the window, states that every screen shares. */
export const appMessages = {
  'app.name': { en: 'Axial', zh: 'Axial' },
  'app.research': {
    en: 'For research and education. Not a medical device; not for primary diagnosis.',
    zh: '仅供科研与教学使用,不是医疗器械,不得用于临床诊断。',
  },
  'app.researchShort': { en: 'Research use only', zh: '仅供科研' },
  'app.offline': {
    en: 'The connection to the services was lost. What is on screen stays; reconnecting…',
    zh: '与服务的连接已断开。当前画面保留,正在重新连接…',
  },
  'app.offlineShort': { en: 'Reconnecting…', zh: '正在重新连接…' },
  'app.retry': { en: 'Try again', zh: '重试' },
  'app.close': { en: 'Close', zh: '关闭' },
  'app.cancel': { en: 'Cancel', zh: '取消' },
  'app.loading': { en: 'Loading…', zh: '正在加载…' },
  'app.failedTitle': { en: 'That did not work', zh: '操作未完成' },
} as const satisfies Messages;
