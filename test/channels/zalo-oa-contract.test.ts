import { contract } from './contract.ts';
import { zaloOaPeer } from './zalo-oa-peer.ts';

contract('zalo-oa', zaloOaPeer);
