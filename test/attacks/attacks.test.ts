// Our own proxy, attacked.

import { attackSuite } from './suite.js';
import { startAttackedWorld } from './world.js';

attackSuite(startAttackedWorld);
