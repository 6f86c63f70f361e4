/** The input files as samples that are read ahead of the workers, within a budget. */
package io.github.agc4j.internal.write.input;
