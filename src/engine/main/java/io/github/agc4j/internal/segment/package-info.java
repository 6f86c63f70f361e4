/** Cuts a contig at splitters (AGC compression, section 3). */
package io.github.agc4j.internal.segment;
