import { contract } from './contract.ts';
import { telegramPeer } from './telegram-peer.ts';

contract('telegram by webhook', () => telegramPeer('webhook'));
contract('telegram by polling', () => telegramPeer('polling'), { reachable: false });
