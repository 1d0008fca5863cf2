import type { InstanceHeader } from '../dicom/instanceHeader.ts';

/**
 * Who wrote an object, for decisions that are remembered: maker and station of the device, which are plain ASCII in
 * practice; else where the file came from.
 */
export function charsetSourceOf(header: InstanceHeader, origin: string): string {
  const device = [header.series.manufacturer, header.series.stationName].map((text) => text?.trim() ?? '');
  return device.some((text) => text !== '') ? device.filter((text) => text !== '').join(' · ') : origin;
}
