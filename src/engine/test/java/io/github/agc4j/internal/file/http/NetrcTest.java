package io.github.agc4j.internal.file.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told which secret. */
class NetrcTest {
  private static final String BASIC_ME = "Basic bWU6aXQ=";

  @Test
  void machinesAreFoundInWhateverLines() {
    Netrc netrc =
        Netrc.parse(
            """
            # machine commented login no password no
            machine one.org login me password it
            macdef init
            machine inside.org login no password no

            machine two.org
              account x
              login you
              password that
            machine one.org login late password late
            default login any password all
            """);
    assertEquals(new Netrc.Login("me", "it"), netrc.login("one.org"));
    assertEquals(new Netrc.Login("you", "that"), netrc.login("two.org"));
    assertEquals(new Netrc.Login("any", "all"), netrc.login("inside.org"));
    assertEquals(new Netrc.Login("any", "all"), netrc.login("commented"));
    assertNull(Netrc.parse("machine one.org login").login("other.org"));
    assertEquals(new Netrc.Login("", ""), Netrc.parse("machine one.org login").login("one.org"));
  }

  private static String header(String address, Map<String, String> environment) throws IOException {
    return Credentials.of(URI.create(address), environment).header();
  }

  @Test
  void theAddressGoesBeforeTheEnvironmentAndThatBeforeTheFile(@TempDir Path home)
      throws IOException {
    Files.writeString(home.resolve(".netrc"), "machine a.org login me password it");
    Map<String, String> file = Map.of("HOME", home.toString());
    assertEquals(BASIC_ME, header("https://a.org/x", file));
    assertNull(header("https://b.org/x", file));
    assertNull(header("https://a.org/x", Map.of("NETRC", home.resolve("none").toString())));
    assertEquals(
        "Bearer abc",
        header("https://a.org/x", Map.of("HOME", home.toString(), Credentials.TOKEN, "abc")));
    assertEquals(BASIC_ME, header("https://a.org/x", Map.of(Credentials.USER, "me:it")));
    assertEquals(BASIC_ME, header("https://me:it@a.org/x", Map.of(Credentials.TOKEN, "abc")));
    assertEquals("Basic YSs6QCA=", header("https://a+:%40%20@a.org/x", Map.of()));
  }

  @Test
  void whatIsSecretIsNotShownIfItIsNoHeader() throws IOException {
    assertEquals("Bearer abc", header("https://a.org/x", Map.of(Credentials.TOKEN, " abc\r\n")));
    for (String variable : new String[] {Credentials.TOKEN, Credentials.USER}) {
      IOException told =
          assertThrows(
              IOException.class, () -> header("https://a.org/x", Map.of(variable, "top\nsecret")));
      assertFalse(told.getMessage().contains("secret"), told.getMessage());
    }
    for (String named :
        new String[] {"http://u:pa^ss@h", "my_proxy", "socks5h://h:1", "http://h:70000"}) {
      EnvironmentProxy proxy = new EnvironmentProxy(Map.of("http_proxy", named));
      RuntimeException told =
          assertThrows(RuntimeException.class, () -> proxy.select(URI.create("http://a.org/")));
      assertFalse(told.getMessage().contains("pa^ss"), told.getMessage());
    }
  }

  @Test
  void nothingSecretGoesOverAnOpenWire() throws IOException {
    Map<String, String> token = Map.of(Credentials.TOKEN, "abc");
    assertNull(header("http://a.org/x", token));
    assertEquals("Bearer abc", header("http://127.0.0.1:80/x", token));
    Credentials credentials = Credentials.of(URI.create("https://a.org/x"), token);
    assertTrue(credentials.areFor(URI.create("https://A.org:443/y")));
    assertFalse(credentials.areFor(URI.create("https://a.org:444/y")));
    assertFalse(credentials.areFor(URI.create("https://b.org/y")));
    assertFalse(credentials.areFor(URI.create("http://a.org/y")));
    assertEquals("credentials for https://a.org:443", credentials.toString());
  }

  @Test
  void theProxyIsThatOfTheEnvironment() {
    Map<String, String> environment =
        Map.of(
            "https_proxy", "http://proxy.org:3128",
            "ALL_PROXY", "other.org:99",
            "no_proxy", "near.org, .local");
    EnvironmentProxy proxies = new EnvironmentProxy(environment);
    assertTrue(shown(proxies, "https://a.org/").contains("proxy.org"));
    assertTrue(shown(proxies, "https://a.org/").contains(":3128"));
    assertTrue(shown(proxies, "http://a.org/").contains(":99"));
    assertEquals("[DIRECT]", shown(proxies, "https://near.org/"));
    assertEquals("[DIRECT]", shown(proxies, "https://x.near.org/"));
    assertEquals("[DIRECT]", shown(proxies, "https://x.local/"));
    assertEquals("[DIRECT]", shown(new EnvironmentProxy(Map.of()), "https://a.org/"));
    Map<String, String> ofProgram = Map.of("HTTP_PROXY", "http://evil.org:1");
    assertEquals("[DIRECT]", shown(new EnvironmentProxy(ofProgram), "http://a.org/"));
  }

  private static String shown(EnvironmentProxy proxies, String address) {
    return proxies.select(URI.create(address)).toString();
  }
}
