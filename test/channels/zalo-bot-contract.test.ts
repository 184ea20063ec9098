import { contract } from './contract.ts';
import { zaloBotPeer } from './zalo-bot-peer.ts';

contract('zalo-bot by webhook', () => zaloBotPeer('webhook', 'flat'));
contract('zalo-bot by polling', () => zaloBotPeer('polling', 'wrapped'), { reachable: false });
