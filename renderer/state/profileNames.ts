/** Sets of keys for hands that learned another program. */
export const profileNames = ['axial', 'ohif', 'weasis', 'horos'] as const;
export type ProfileName = (typeof profileNames)[number];
