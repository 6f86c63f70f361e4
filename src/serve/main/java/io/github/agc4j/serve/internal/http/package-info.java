/**
 * Requests and replies, over the JDK's own HTTP server: what is asked is checked once, here, and
 * what goes out always has a length.
 */
package io.github.agc4j.serve.internal.http;
