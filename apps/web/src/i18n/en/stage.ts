// Words of the call's stage: the small picture, keys, picture in picture, screens.

export const stage = {
  swapHint: 'Drag it, or use the arrow keys, to move it to another corner.',
  moveSmall: 'Move the small picture',
  smallAt: {
    topLeft: 'Small picture at the top left',
    topRight: 'Small picture at the top right',
    bottomLeft: 'Small picture at the bottom left',
    bottomRight: 'Small picture at the bottom right',
  },
  more: 'More',
};
