import type { Uid } from '../domain/uid.ts';
import type { Vec3 } from '../domain/space.ts';
import type { DicomWarning } from './dicomFile.ts';
import type { PersonName } from './personName.ts';

/**
 * Everything a catalog or a reading screen needs of one object, as plain JSON.
 * Absent is null. Texts are decoded and lose trailing spaces only; they may hold control or bidirectional characters:
 * show them through `safeDisplay` of `text/safeDisplay.ts`. Dates and times are as written in DICOM, in its present form.
 */
export interface InstanceHeader {
  readonly patient: PatientHeader;
  readonly study: StudyHeader;
  readonly series: SeriesHeader;
  readonly instance: ObjectHeader;
  /** Null: the object has no rows and columns (a report, a waveform, a structure set). */
  readonly image: ImageHeader | null;
  readonly charset: CharsetHeader;
  readonly transferSyntaxUid: string;
  readonly warnings: readonly DicomWarning[];
}

export interface PatientHeader {
  readonly id: string | null;
  readonly issuerOfId: string | null;
  readonly name: PersonName | null;
  /** `YYYYMMDD` as written. */
  readonly birthDate: string | null;
  /** `M`, `F`, `O` or what was written. */
  readonly sex: string | null;
  /** As written: `045Y`. */
  readonly age: string | null;
  readonly weightKg: number | null;
  readonly sizeM: number | null;
}

export interface StudyHeader {
  readonly uid: Uid;
  readonly date: string | null;
  readonly time: string | null;
  readonly description: string | null;
  readonly accessionNumber: string | null;
  readonly id: string | null;
  readonly referringPhysician: PersonName | null;
  readonly institution: string | null;
}

export interface SeriesHeader {
  readonly uid: Uid;
  readonly number: number | null;
  /** Upper case, without control characters. */
  readonly modality: string | null;
  readonly date: string | null;
  readonly time: string | null;
  readonly description: string | null;
  readonly bodyPart: string | null;
  /** `L`, `R`, `B`, `U` of the series or image: Laterality, else ImageLaterality, else FrameLaterality. */
  readonly laterality: string | null;
  readonly protocol: string | null;
  readonly frameOfReferenceUid: Uid | null;
  readonly patientPosition: string | null;
  readonly manufacturer: string | null;
  readonly stationName: string | null;
}

/** A coded concept (PS3.3 table 8.8-1). */
export interface Code {
  readonly value: string;
  readonly scheme: string;
  readonly meaning: string;
}

/** One object that another names. */
export interface ObjectReference {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
}

export interface ObjectHeader {
  readonly sopClassUid: Uid;
  readonly sopInstanceUid: Uid;
  readonly number: number | null;
  readonly acquisitionNumber: number | null;
  readonly acquisitionDate: string | null;
  readonly acquisitionTime: string | null;
  readonly contentDate: string | null;
  readonly contentTime: string | null;
  /** ImageType, or an empty list. */
  readonly imageType: readonly string[];
  /** View of a projection: `CC`, `MLO`, `PA`, as written or from its code. */
  readonly viewPosition: string | null;
  readonly anatomicRegion: Code | null;
  readonly contrastAgent: string | null;
  readonly kernel: string | null;
  readonly kvp: number | null;
  readonly exposureMas: number | null;
  readonly echoTimeMs: number | null;
  readonly repetitionTimeMs: number | null;
  readonly inversionTimeMs: number | null;
  readonly flipAngleDeg: number | null;
  readonly magneticFieldT: number | null;
  readonly sequenceName: string | null;
  readonly pet: PetHeader | null;
  /** Title of an encapsulated document, or of a structured report its coded name. */
  readonly documentTitle: string | null;
  /** Objects that this one was made from or points at (series of a SEG, evidence of a report); at most 4,096. */
  readonly references: readonly ObjectReference[];
}

/** What standardised uptake values are computed from (PS3.3 C.8.9.1, C.8.9.2). */
export interface PetHeader {
  /** `BQML`, `CNTS`, `GML`, … */
  readonly units: string | null;
  readonly decayCorrection: string | null;
  readonly correctedImage: readonly string[];
  readonly totalDoseBq: number | null;
  readonly halfLifeS: number | null;
  readonly injectionTime: string | null;
  readonly injectionDateTime: string | null;
  readonly frameReferenceTimeMs: number | null;
  readonly timezoneOffset: string | null;
}

export interface ImageHeader {
  readonly rows: number;
  readonly columns: number;
  /** At least 1. */
  readonly frames: number;
  readonly samplesPerPixel: number;
  readonly bitsStored: number | null;
  readonly photometricInterpretation: string | null;
  /** Whether PixelData, FloatPixelData or DoubleFloatPixelData is there. */
  readonly hasPixels: boolean;
  /** What holds for each frame unless `perFrame` says otherwise. */
  readonly frame: FrameAttributes;
  /** For each frame what differs from `frame`; null where no attribute differs. Merge with `frameAttributes`. */
  readonly perFrame: readonly Partial<FrameAttributes>[] | null;
  /** Patient Orientation (0020,0020): where rows and columns run, for projections. Null where absent or not two values. */
  readonly patientOrientation: readonly [string, string] | null;
  readonly pixelSpacing: PixelSpacingHeader;
  /** Ultrasound regions (PS3.3 C.8.5.5); empty for other objects. */
  readonly regions: readonly UltrasoundRegion[];
  readonly presentationLutShape: 'IDENTITY' | 'INVERSE' | null;
  /** Stored value that means "no image here" (PS3.3 C.7.5.1.1.2), and the other end where a range is given. */
  readonly paddingValue: number | null;
  readonly paddingRangeLimit: number | null;
  /** True where LossyImageCompression is 01 or the transfer syntax is lossy. */
  readonly lossy: boolean;
  readonly lossyRatios: readonly number[];
  readonly lossyMethods: readonly string[];
  readonly burnedInAnnotation: boolean | null;
  /** Time of each frame relative to the one before in ms: FrameTime or FrameTimeVector; null where it is unknown. */
  readonly frameTimeMs: number | null;
  readonly frameTimeVectorMs: readonly number[] | null;
  readonly recommendedFrameRate: number | null;
}

/** Attributes that can differ from frame to frame. */
export interface FrameAttributes {
  /** Centre of the first pixel in LPS, mm. */
  readonly positionLps: Vec3 | null;
  /** Unit vectors along a row, then along a column. Null where absent or not two orthogonal unit vectors. */
  readonly orientation: readonly [number, number, number, number, number, number] | null;
  /** Distance of rows, then of columns, in mm in the patient (PixelSpacing order). Null: unknown; measure in px. */
  readonly spacingMm: readonly [number, number] | null;
  readonly sliceThicknessMm: number | null;
  readonly spacingBetweenSlicesMm: number | null;
  readonly sliceLocationMm: number | null;
  readonly gantryTiltDeg: number | null;
  /** Null where there is no rescale. A slope of 0 is given as null with a warning. */
  readonly rescale: Rescale | null;
  /** The object has a ModalityLUTSequence instead of a rescale. */
  readonly modalityLut: boolean;
  readonly windows: readonly WindowPreset[];
  readonly voiFunction: 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID';
  /** Number of tables in the VOILUTSequence. */
  readonly voiLuts: number;
  /** Real world value maps: units by code, for parametric maps and PET. */
  readonly realWorldUnit: Code | null;
  readonly stackId: string | null;
  readonly inStackPosition: number | null;
  readonly temporalPosition: number | null;
  readonly dimensionIndex: readonly number[] | null;
  /** `YYYYMMDDHHMMSS.F` as written. */
  readonly acquisitionDateTime: string | null;
  readonly triggerTimeMs: number | null;
  readonly bValue: number | null;
  readonly imageType: readonly string[] | null;
}

/** output = stored x slope + intercept (PS3.3 C.11.1). */
export interface Rescale {
  readonly slope: number;
  readonly intercept: number;
  /** `HU`, `US`, …: RescaleType as written; null where it is not. */
  readonly type: string | null;
}

export interface WindowPreset {
  readonly center: number;
  /** At least 1, for LINEAR_EXACT and SIGMOID above 0. */
  readonly width: number;
  readonly explanation: string | null;
}

/**
 * Which spacing the object has and what it means (PS3.3 10.7): a length measured on a projection is one at the detector
 * unless it was calibrated.
 */
export interface PixelSpacingHeader {
  /** What may be used for measurements. Null: measure in px. */
  readonly kind: 'patient' | 'calibrated' | 'detector' | 'scanned' | null;
  /** Row distance, column distance in mm, of `kind`. */
  readonly valueMm: readonly [number, number] | null;
  readonly pixelSpacingMm: readonly [number, number] | null;
  readonly imagerPixelSpacingMm: readonly [number, number] | null;
  readonly nominalScannedPixelSpacingMm: readonly [number, number] | null;
  /** `GEOMETRY` or `FIDUCIAL`. */
  readonly calibrationType: string | null;
  readonly calibrationDescription: string | null;
  readonly magnificationFactor: number | null;
  /** Vertical : horizontal, for display only. */
  readonly aspectRatio: readonly [number, number] | null;
}

/** One calibrated region of an ultrasound image, in image pixels (inclusive corners). */
export interface UltrasoundRegion {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
  readonly spatialFormat: number | null;
  readonly dataType: number | null;
  readonly flags: number | null;
  /** PhysicalUnits codes: 3 = cm, 4 = s, 5 = Hz, 7 = cm/s, … */
  readonly unitsX: number | null;
  readonly unitsY: number | null;
  /** Physical units a pixel, signed. */
  readonly deltaX: number | null;
  readonly deltaY: number | null;
  readonly referencePixelX: number | null;
  readonly referencePixelY: number | null;
  readonly referenceValueX: number | null;
  readonly referenceValueY: number | null;
}

export interface CharsetHeader {
  /** SpecificCharacterSet as written, values joined by a backslash; '' where absent. */
  readonly declared: string;
  /** What the texts were decoded with: the declared one, or the one that a person confirmed. */
  readonly used: string;
  /** Another character set that fits better. A proposal: nothing here was decoded with it. */
  readonly proposal: CharsetProposal | null;
}

export interface CharsetProposal {
  /** A defined term of PS3.3 C.12.1.1.2: `GB18030`, `ISO_IR 192`, `ISO 2022 IR 13\ISO 2022 IR 87`. */
  readonly charset: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** Patient name decoded with it; null where the object has none. */
  readonly patientName: string | null;
  /** Other texts that change, decoded with it, by keyword. */
  readonly texts: Readonly<Record<string, string>>;
}
