/** The only two IPC channels between a page and the main process of the Electron shell. */
export const callChannel = 'axial:call';
export const eventChannel = 'axial:event';
