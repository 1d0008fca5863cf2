import type { Messages } from '../message.ts';

/** Import and the tray of long work. */
export const activityMessages = {
  'import.title': { en: 'Import studies', zh: '导入检查' },
  'import.text': {
    en: 'DICOM files, folders, CDs with a DICOMDIR and ZIP archives. The originals stay where they are.',
    zh: '支持 DICOM 文件、文件夹、含 DICOMDIR 的光盘以及 ZIP 压缩包。原文件保持不动。',
  },
  'import.folder': { en: 'Choose folder…', zh: '选择文件夹…' },
  'import.files': { en: 'Choose files…', zh: '选择文件…' },
  'import.path': { en: 'Or a path on this computer', zh: '或输入本机路径' },
  'import.pathHint': { en: 'A file, a folder or a ZIP archive.', zh: '文件、文件夹或 ZIP 压缩包。' },
  'import.start': { en: 'Import', zh: '导入' },
  'import.dropHint': {
    en: 'You can also drop files, folders and archives anywhere on this window.',
    zh: '也可以将文件、文件夹或压缩包拖放到窗口任意位置。',
  },
  'import.drop': { en: 'Drop to import', zh: '松开即可导入' },
  'import.nothing': { en: 'There was no file in what was dropped.', zh: '拖放的内容中没有文件。' },

  'activity.title': { en: 'Activity', zh: '任务' },
  'activity.titleRunning': {
    en: { one: 'Activity, {count} running', other: 'Activity, {count} running' },
    zh: '任务，{count} 项进行中',
  },
  'activity.empty': { en: 'Nothing is running', zh: '没有进行中的任务' },
  'activity.emptyText': {
    en: 'Imports, exports, checks and segmentations appear here with their progress.',
    zh: '导入、导出、校验与分割的进度会显示在这里。',
  },
  'activity.cancel': { en: 'Cancel', zh: '取消' },
  'activity.resume': { en: 'Continue', zh: '继续' },
  'activity.dismiss': { en: 'Clear from the list', zh: '从列表中清除' },
  'activity.clearAll': { en: 'Clear finished', zh: '清除已完成' },

  'job.import': { en: 'Import', zh: '导入' },
  'job.export': { en: 'Export', zh: '导出' },
  'job.verify': { en: 'Check the library', zh: '校验资料库' },
  'job.backup': { en: 'Backup', zh: '备份' },
  'job.segment': { en: 'Segmentation', zh: '分割' },
  'job.restore': { en: 'Restore', zh: '恢复' },

  'jobState.waiting': { en: 'Waiting', zh: '等待中' },
  'jobState.running': { en: 'Running', zh: '进行中' },
  'jobState.done': { en: 'Done', zh: '已完成' },
  'jobState.failed': { en: 'Failed', zh: '失败' },
  'jobState.cancelled': { en: 'Cancelled', zh: '已取消' },
  'jobState.interrupted': { en: 'Interrupted', zh: '已中断' },

  'jobUnit.files': { en: '{done} of {total} files', zh: '{done} / {total} 个文件' },
  'jobUnit.objects': { en: '{done} of {total} objects', zh: '{done} / {total} 个对象' },
  'jobUnit.steps': { en: 'Step {done} of {total}', zh: '第 {done} / {total} 步' },
  'jobUnit.bytes': { en: '{done} of {total}', zh: '{done} / {total}' },
  'jobUnit.open.files': { en: '{done} files', zh: '{done} 个文件' },
  'jobUnit.open.objects': { en: '{done} objects', zh: '{done} 个对象' },
  'jobUnit.open.steps': { en: 'Step {done}', zh: '第 {done} 步' },
  'jobUnit.open.bytes': { en: '{done}', zh: '{done}' },

  'summary.imported': {
    en: { one: '{images} images in {count} study', other: '{images} images in {count} studies' },
    zh: '{count} 项检查，{images} 幅图像',
  },
  'summary.nothingNew': { en: 'Nothing new', zh: '没有新内容' },
  'summary.duplicates': { en: '{count} already held', zh: '{count} 个已存在' },
  'summary.conflicts': {
    en: { one: '{count} conflicting copy, both kept', other: '{count} conflicting copies, both kept' },
    zh: '{count} 个内容冲突，均已保留',
  },
  'summary.rejected': {
    en: { one: '{count} file not imported', other: '{count} files not imported' },
    zh: '{count} 个文件未导入',
  },
  'summary.showRejected': { en: 'Show', zh: '查看' },
  'summary.rejectedTitle': { en: 'Files not imported', zh: '未导入的文件' },
  'summary.rejectedText': {
    en: 'Everything else was imported. These files were not changed.',
    zh: '其余内容均已导入。这些文件未作任何更改。',
  },
  'summary.took': { en: 'in {time}', zh: '用时 {time}' },
  'summary.verified': {
    en: '{objects} objects read, none missing or damaged',
    zh: '已读取 {objects} 个对象，无缺失或损坏',
  },
  'summary.verifyBad': {
    en: '{missing} missing, {corrupt} damaged of {objects} objects',
    zh: '{objects} 个对象中 {missing} 个缺失，{corrupt} 个损坏',
  },

  'toast.imported': {
    en: {
      one: 'Imported {images} images in {count} study.',
      other: 'Imported {images} images in {count} studies.',
    },
    zh: '已导入 {count} 项检查，共 {images} 幅图像。',
  },
  'toast.importedNothing': { en: 'Nothing new was imported.', zh: '没有导入新内容。' },
  'toast.rejected': {
    en: { one: '{count} file was not imported.', other: '{count} files were not imported.' },
    zh: '{count} 个文件未导入。',
  },
  'toast.done': { en: '{what}: done.', zh: '{what}：已完成。' },
  'toast.failed': { en: '{what}: {why}', zh: '{what}:{why}' },
  'toast.details': { en: 'Details', zh: '详情' },
} as const satisfies Messages;
