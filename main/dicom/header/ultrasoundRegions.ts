import type { DataSet } from '../dataSet.ts';
import type { UltrasoundRegion } from '../instanceHeader.ts';

/** The calibrated regions of an ultrasound image (PS3.3 C.8.5.5); those without corners are left out. */
export function readUltrasoundRegions(dataSet: DataSet): readonly UltrasoundRegion[] {
  return dataSet.items('SequenceOfUltrasoundRegions').flatMap((item) => {
    const minX = item.integer('RegionLocationMinX0');
    const minY = item.integer('RegionLocationMinY0');
    const maxX = item.integer('RegionLocationMaxX1');
    const maxY = item.integer('RegionLocationMaxY1');
    if (minX === null || minY === null || maxX === null || maxY === null) return [];
    return [
      {
        minX,
        minY,
        maxX,
        maxY,
        spatialFormat: item.integer('RegionSpatialFormat'),
        dataType: item.integer('RegionDataType'),
        flags: item.integer('RegionFlags'),
        unitsX: item.integer('PhysicalUnitsXDirection'),
        unitsY: item.integer('PhysicalUnitsYDirection'),
        deltaX: item.number('PhysicalDeltaX'),
        deltaY: item.number('PhysicalDeltaY'),
        referencePixelX: item.integer('ReferencePixelX0'),
        referencePixelY: item.integer('ReferencePixelY0'),
        referenceValueX: item.number('ReferencePixelPhysicalValueX'),
        referenceValueY: item.number('ReferencePixelPhysicalValueY'),
      },
    ];
  });
}
