package io.github.agc4j.cli.read;

import io.github.agc4j.cli.option.AttachedValue;
import io.github.agc4j.query.HeaderStyle;
import picocli.CommandLine.Option;

/** The option {@code --sample-in-header}. */
final class HeaderOption {
  private enum Form {
    AT(HeaderStyle.AT),
    PANSN(HeaderStyle.PANSN);

    private final HeaderStyle style;

    Form(HeaderStyle style) {
      this.style = style;
    }
  }

  @Option(
      names = "--sample-in-header",
      paramLabel = "FORM",
      arity = "0..1",
      fallbackValue = "at",
      preprocessor = AttachedValue.class,
      description =
          "name contigs contig@sample (at) or sample#haplotype#contig (pansn); the haplotype is 1 of samples NAME#1, NAME.1, NAME_hap1, and 0 of others (default: at)")
  private Form form;

  /** The style that is asked for; plain without the option. */
  HeaderStyle style() {
    return form == null ? HeaderStyle.PLAIN : form.style;
  }
}
