/** The archives that are served: each one is opened anew when its file is another. */
package io.github.agc4j.serve.internal.archive;
