/** Several archives that are read as if they were one; of one archive what is asked goes there. */
package io.github.agc4j.internal.read.set;
