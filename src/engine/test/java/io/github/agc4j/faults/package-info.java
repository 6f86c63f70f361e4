/**
 * What becomes of archives when files fail or the power does: the engine runs unchanged on a file
 * system that tells each operation.
 */
package io.github.agc4j.faults;
