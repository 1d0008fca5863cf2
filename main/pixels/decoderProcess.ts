import { parentChannel } from '../ports/parentChannel.ts';
import { watchOwnMemory } from '../ports/residentMemory.ts';
import { serveDecoders } from './decoderService.ts';
import { frameDecoders } from './frameDecoders.ts';

// Entry of a decoder process: started by the pool through the Processes port, never imported.
watchOwnMemory();
serveDecoders(parentChannel(), frameDecoders);
