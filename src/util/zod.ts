/** The schemas of zod, as the page may use them. */
import * as z from 'zod/mini';

// The page's content security policy forbids `eval`, which zod would otherwise use to be faster.
z.config({ jitless: true });

export { z };
