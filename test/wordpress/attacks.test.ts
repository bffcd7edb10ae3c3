// The plugin's proxy, attacked as our own is.

import { attackSuite } from '../attacks/suite.js';
import { startAttackedSite } from './attacked-site.js';

attackSuite(startAttackedSite);
