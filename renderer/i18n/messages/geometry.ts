import type { Messages } from '../message.ts';

/** What is irregular about a stack, and what it means for a reader. */
export const geometryMessages = {
  'reading.geometry.NO_POSITION': { en: 'No position', zh: '无位置信息' },
  'reading.geometry.NO_POSITION.reason': {
    en: 'The header states no position: images are in the order of their numbers, and no volume can be made.',
    zh: '头信息无位置：图像按编号排列，无法构成体数据。',
  },
  'reading.geometry.NO_ORIENTATION': { en: 'No orientation', zh: '无方向信息' },
  'reading.geometry.NO_ORIENTATION.reason': {
    en: 'The header states no directions: no sides are shown.',
    zh: '头信息无方向：不显示方位。',
  },
  'reading.geometry.ORIENTATION_INVALID': { en: 'Orientation invalid', zh: '方向无效' },
  'reading.geometry.ORIENTATION_INVALID.reason': {
    en: 'The directions in the header contradict themselves; no sides are shown.',
    zh: '头信息中的方向自相矛盾，不显示方位。',
  },
  'reading.geometry.NO_SPACING': { en: 'Pixel size unknown', zh: '像素尺寸未知' },
  'reading.geometry.NO_SPACING.reason': {
    en: 'The header states no pixel size: measurements are in px.',
    zh: '头信息未给出像素尺寸：测量以像素 (px) 表示。',
  },
  'reading.geometry.MIXED_ORIENTATION': { en: 'Several orientations', zh: '多个方向' },
  'reading.geometry.MIXED_ORIENTATION.reason': {
    en: 'The series holds images of different orientation; they are shown as stacks of their own.',
    zh: '该序列含不同方向的图像，已分为各自的图像组显示。',
  },
  'reading.geometry.MIXED_SIZE': { en: 'Several image sizes', zh: '多种图像大小' },
  'reading.geometry.MIXED_SIZE.reason': {
    en: 'The series holds images of different size; they are shown as stacks of their own.',
    zh: '该序列含不同大小的图像，已分为各自的图像组显示。',
  },
  'reading.geometry.MIXED_SPACING': { en: 'Several pixel sizes', zh: '多种像素尺寸' },
  'reading.geometry.MIXED_SPACING.reason': {
    en: 'The series holds images of different pixel size; they are shown as stacks of their own.',
    zh: '该序列含不同像素尺寸的图像，已分为各自的图像组显示。',
  },
  'reading.geometry.MIXED_FRAME_OF_REFERENCE': { en: 'Several frames of reference', zh: '多个参考坐标系' },
  'reading.geometry.MIXED_FRAME_OF_REFERENCE.reason': {
    en: 'Positions of the images of this series cannot be compared; they are shown as stacks of their own.',
    zh: '该序列图像的位置不可相互比较，已分为各自的图像组显示。',
  },
  'reading.geometry.SEVERAL_PHASES': { en: 'Several phases', zh: '多个时相' },
  'reading.geometry.SEVERAL_PHASES.reason': {
    en: 'The series shows the same positions several times; each phase is a stack of its own.',
    zh: '该序列多次扫描相同位置，每个时相为一个图像组。',
  },
  'reading.geometry.DUPLICATE_POSITIONS': { en: 'Duplicate positions', zh: '位置重复' },
  'reading.geometry.DUPLICATE_POSITIONS.reason': {
    en: 'Several images lie at the same place; all are in the stack, and no volume is made of them.',
    zh: '多幅图像位于同一位置，均保留在图像组中，不构成体数据。',
  },
  'reading.geometry.GAP': { en: 'Slices missing', zh: '缺层' },
  'reading.geometry.GAP.reason': {
    en: 'Slices are missing between those shown. Nothing was put in their place.',
    zh: '所示层面之间缺少切片，未作任何填补。',
  },
  'reading.geometry.UNEVEN_SPACING': { en: 'Uneven spacing', zh: '层距不均' },
  'reading.geometry.UNEVEN_SPACING.reason': {
    en: 'The distance of slices varies.',
    zh: '层间距不一致。',
  },
  'reading.geometry.GANTRY_TILT': { en: 'Gantry tilt', zh: '机架倾斜' },
  'reading.geometry.GANTRY_TILT.reason': {
    en: 'The gantry was tilted. Planes are drawn sheared, as they lie in the patient.',
    zh: '机架曾倾斜。平面按其在患者体内的实际位置（剪切）绘制。',
  },
  'reading.geometry.SHIFTED_SLICES': { en: 'Shifted slices', zh: '层面错位' },
  'reading.geometry.SHIFTED_SLICES.reason': {
    en: 'Slices are shifted against each other sideways.',
    zh: '层面之间存在横向错位。',
  },
  'reading.geometry.SINGLE_SLICE': { en: 'Single slice', zh: '单层' },
  'reading.geometry.SINGLE_SLICE.reason': {
    en: 'One slice alone makes no volume.',
    zh: '单层无法构成体数据。',
  },
} as const satisfies Messages;
