interface FailureText {
  readonly en: string;
  readonly zh: string;
}

/**
 * Every code that a caller can meet, with its general sentence in both languages.
 * Codes are a contract: they are added, never renamed or removed.
 */
export const failureTexts = {
  INTERNAL: {
    en: 'Something went wrong inside Axial. Nothing was changed.',
    zh: 'Axial 内部出错，数据未被更改。',
  },
  USAGE: { en: 'The command was not understood.', zh: '无法识别该命令。' },
  INVALID_INPUT: { en: 'The request was not understood.', zh: '请求格式不正确。' },
  CANCELLED: { en: 'Stopped as asked.', zh: '已按要求停止。' },
  NODE_TOO_OLD: { en: 'Axial needs Node.js 24.', zh: 'Axial 需要 Node.js 24。' },

  LIBRARY_NOT_FOUND: { en: 'There is no library in this folder.', zh: '此文件夹中没有资料库。' },
  LIBRARY_FOLDER_NOT_EMPTY: {
    en: 'This folder holds other files and is no library. Choose an empty folder.',
    zh: '此文件夹内有其他文件且不是资料库，请选择空文件夹。',
  },
  LIBRARY_LOCKED: { en: 'The library is locked. Unlock it to go on.', zh: '资料库已锁定，请先解锁。' },
  LIBRARY_WRONG_KEY: { en: 'The passphrase does not open this library.', zh: '口令无法打开此资料库。' },
  LIBRARY_NO_KEY: {
    en: 'No key for this library: set a passphrase or unlock the system keyring.',
    zh: '没有此资料库的密钥：请输入口令或解锁系统钥匙串。',
  },
  LIBRARY_NEWER: {
    en: 'This library was written by a newer Axial. It was not touched; update Axial to open it.',
    zh: '此资料库由更新版本的 Axial 写入，未作任何改动；请更新 Axial。',
  },
  LIBRARY_CORRUPT: {
    en: 'The library does not open: its files are damaged. Nothing was changed.',
    zh: '资料库文件已损坏，无法打开。未作任何更改。',
  },
  LIBRARY_READ_ONLY: { en: 'The library cannot be written to.', zh: '资料库为只读，无法写入。' },
  LIBRARY_NETWORK_FOLDER: {
    en: 'A library must lie on a local disk. This folder is on a network share.',
    zh: '资料库必须位于本地磁盘，此文件夹在网络共享上。',
  },
  LIBRARY_UNSAFE_FILESYSTEM: {
    en: 'This file system cannot keep a library safely (no locks or renames). Choose another disk.',
    zh: '此文件系统无法安全保存资料库，请选择其他磁盘。',
  },
  LIBRARY_BUSY: {
    en: 'Another program holds the library. Try again.',
    zh: '资料库正被其他程序占用，请重试。',
  },
  DISK_FULL: {
    en: 'The disk is full. What was stored before is safe.',
    zh: '磁盘已满，之前保存的内容是安全的。',
  },
  DISK_ERROR: {
    en: 'The disk reported an error. What was stored before is safe.',
    zh: '磁盘报告错误，之前保存的内容是安全的。',
  },
  OBJECT_CORRUPT: {
    en: 'A stored object is damaged and was not shown.',
    zh: '存储的对象已损坏，未予显示。',
  },
  OBJECT_MISSING: {
    en: 'A stored object is missing from the disk. Import it again to repair it.',
    zh: '磁盘上缺少已存储的对象，请重新导入以修复。',
  },
  BACKUP_DAMAGED: {
    en: 'The backup file is damaged or incomplete. Nothing was restored.',
    zh: '备份文件已损坏或不完整，未进行恢复。',
  },
  RECOVERY_KEY_INVALID: {
    en: 'This is not a recovery key: a character is wrong or missing.',
    zh: '恢复密钥无效：有字符错误或缺失。',
  },
  DISK_NEARLY_FULL: { en: 'There is too little room on the disk for this.', zh: '磁盘空间不足。' },
  CLOCK_BEHIND: {
    en: 'The clock of this computer is behind the last entry of the library.',
    zh: '本机时钟早于资料库中最近一次记录的时间。',
  },
  USER_UNKNOWN: { en: 'There is no user of that name.', zh: '没有该用户。' },
  USER_WRONG_PASSPHRASE: { en: 'That passphrase is not right.', zh: '口令不正确。' },
  FORBIDDEN: { en: 'Your role does not allow this.', zh: '您的角色无权执行此操作。' },
  AUDIT_BROKEN: { en: 'The audit log was changed outside Axial.', zh: '审计日志曾在 Axial 之外被改动。' },

  NOT_FOUND: { en: 'That is not in the library.', zh: '资料库中没有该项。' },
  AMBIGUOUS: {
    en: 'Several patients match. Use a more precise identifier.',
    zh: '有多个患者匹配，请使用更精确的标识。',
  },
  CONFLICT: {
    en: 'It was changed meanwhile. Look again and repeat.',
    zh: '内容已被他处更改，请刷新后重试。',
  },

  FILE_NOT_FOUND: { en: 'There is no file of that name.', zh: '文件不存在。' },
  FILE_UNREADABLE: { en: 'The file cannot be read.', zh: '文件无法读取。' },
  FILE_EMPTY: { en: 'The file is empty.', zh: '文件为空。' },
  FILE_IS_LINK: { en: 'Links are not followed.', zh: '不跟随链接。' },
  NOT_DICOM: { en: 'This is not a DICOM file.', zh: '这不是 DICOM 文件。' },
  DICOM_TRUNCATED: { en: 'The file ends too early.', zh: '文件不完整。' },
  DICOM_MALFORMED: {
    en: 'The file breaks the rules of DICOM and cannot be read.',
    zh: '文件不符合 DICOM 规则，无法读取。',
  },
  DICOM_MISSING_UID: {
    en: 'The object lacks the identifiers that it is filed by.',
    zh: '对象缺少归档所需的唯一标识。',
  },
  DICOM_TOO_DEEP: { en: 'Sequences are nested too deeply.', zh: '序列嵌套过深。' },
  DICOM_INFLATE_BOMB: { en: 'The file unpacks to an unreasonable size.', zh: '文件解压后大小异常。' },
  CHARSET_UNKNOWN: { en: 'The character set is not known.', zh: '未知字符集。' },
  ARCHIVE_PATH_ESCAPES: { en: 'A name in the archive points outside it.', zh: '压缩包内的路径指向外部。' },
  ARCHIVE_BOMB: { en: 'The archive unpacks to an unreasonable size.', zh: '压缩包解压后大小异常。' },
  ARCHIVE_ENCRYPTED: { en: 'The archive is protected by a password.', zh: '压缩包受密码保护。' },
  ARCHIVE_DAMAGED: { en: 'The archive is damaged.', zh: '压缩包已损坏。' },
  DICOMDIR_MISSING_FILE: {
    en: 'The DICOMDIR names a file that is not there.',
    zh: 'DICOMDIR 引用的文件不存在。',
  },

  NO_PIXELS: { en: 'The object has no image.', zh: '该对象不含图像。' },
  PIXELS_TRUNCATED: { en: 'The pixel data is shorter than the header says.', zh: '像素数据少于头信息所述。' },
  PIXELS_MALFORMED: { en: 'The pixel data cannot be decoded.', zh: '像素数据无法解码。' },
  PIXELS_TOO_LARGE: { en: 'The frame is larger than the memory limit allows.', zh: '该帧超过内存上限。' },
  PIXELS_UNSUPPORTED: { en: 'This pixel encoding is not supported.', zh: '不支持该像素编码。' },
  PIXEL_HEADER_INVALID: {
    en: 'The header contradicts itself about the pixels.',
    zh: '像素相关头信息自相矛盾。',
  },
  FRAME_OUT_OF_RANGE: { en: 'There is no frame of that number.', zh: '没有该编号的帧。' },
  VIDEO_NOT_DECODED: { en: 'Video is kept and listed, not decoded.', zh: '视频仅保存和列出，不解码。' },
  DECODER_CRASHED: {
    en: 'The decoder failed on this frame; other frames are not affected.',
    zh: '解码器在此帧失败，其他帧不受影响。',
  },
  DECODER_TIMEOUT: { en: 'Decoding this frame took too long and was stopped.', zh: '解码此帧超时，已停止。' },
  DECODER_MEMORY: {
    en: 'Decoding this frame needs more memory than is allowed.',
    zh: '解码此帧所需内存超限。',
  },
  DECODER_BUSY: {
    en: 'Too many frames are waiting to be decoded. Try again in a moment.',
    zh: '等待解码的帧过多，请稍后重试。',
  },

  NOT_A_VOLUME: { en: 'These images do not form a volume.', zh: '这些图像不构成体数据。' },
  WRONG_MODALITY: { en: 'This works on CT only.', zh: '仅适用于 CT。' },
  NOTHING_FOUND: { en: 'Nothing was found.', zh: '未找到目标。' },
  SEED_OUTSIDE: { en: 'The seed lies outside the volume.', zh: '种子点位于体数据之外。' },

  SERVICES_RESTARTED: {
    en: 'The service behind the window stopped and was started again. What was stored is safe; sign in again and repeat the last step.',
    zh: '后台服务意外停止，现已重新启动。已保存的内容是安全的；请重新登录并重复上一步操作。',
  },
} as const satisfies Record<string, FailureText>;

export type FailureCode = keyof typeof failureTexts;

export const failureCodes = Object.keys(failureTexts) as readonly FailureCode[];
