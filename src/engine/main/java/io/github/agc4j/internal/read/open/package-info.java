/**
 * What all queries on an open archive share: its file, metadata and decoded parts, and the decoders
 * that they borrow.
 */
package io.github.agc4j.internal.read.open;
