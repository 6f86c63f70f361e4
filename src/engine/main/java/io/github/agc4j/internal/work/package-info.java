/** Work that is given to threads. */
package io.github.agc4j.internal.work;
