/** What archives, and the work on them, tell of themselves. */
package io.github.agc4j.info;
