/**
 * The command {@code agc4j}: commands and short options as of C++ agc, with exit status and clear
 * errors.
 */
package io.github.agc4j.cli;
