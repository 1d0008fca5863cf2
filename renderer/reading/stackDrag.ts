/** What a dragged series carries; its own type, so that nothing else can be dropped on a pane. */
export const stackDragType = 'application/x-axial-stack';
