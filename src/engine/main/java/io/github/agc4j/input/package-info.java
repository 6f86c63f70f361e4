/** Samples that are handed to a writer by a program. */
package io.github.agc4j.input;
