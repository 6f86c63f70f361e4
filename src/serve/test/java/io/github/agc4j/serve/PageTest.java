package io.github.agc4j.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.agc4j.AgcWriter;
import io.github.agc4j.option.Annotations;
import io.github.agc4j.option.CreateOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The page for people, in a browser without a window. Skipped where there is none. */
@Timeout(120)
class PageTest {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private static Path folder;

  private static AgcServer server;
  private static ChromeDriver browser;
  private static List<Collection.Contig> genome;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(
        Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
        "no " + CHROMIUM + " and " + DRIVER);
    Collection collection = new Collection(6);
    genome = collection.genome(3);
    Path archive = folder.resolve("x.agc");
    try (AgcWriter writer = AgcWriter.create(archive, CreateOptions.DEFAULTS)) {
      writer.annotateWith(
          new Annotations(
              Map.of(), name -> name.equals("s7") ? Map.of("host", "<b>cow</b>") : Map.of()));
      for (int i = 0; i < 40; i++) {
        writer.add(Collection.write(folder.resolve("s" + i + ".fa"), genome));
      }
      writer.commit();
    }
    server = AgcServer.start(List.of(archive), ServeOptions.DEFAULTS);
    server.awaitIndexes();
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toString());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-background-networking",
        "--disable-dev-shm-usage",
        "--no-proxy-server");
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build();
    browser = new ChromeDriver(service, options);
  }

  @AfterAll
  static void stop() throws IOException {
    if (browser != null) {
      browser.quit();
      server.close();
    }
  }

  @BeforeEach
  void openPage() {
    browser.get("about:blank");
    browser.get(server.address().toString());
    await(() -> rows("samples").size() == 25, "samples are listed");
  }

  private static void await(Supplier<Boolean> condition, String what) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      try {
        if (condition.get()) {
          return;
        }
      } catch (StaleElementReferenceException e) {
        // Drawn anew meanwhile.
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("not in time: " + what + "; the page says " + text("status"));
  }

  private static WebElement byId(String id) {
    return browser.findElement(By.id(id));
  }

  private static String text(String id) {
    return byId(id).getText();
  }

  private static List<WebElement> rows(String table) {
    return browser.findElements(By.cssSelector("#" + table + " tbody tr"));
  }

  private static void click(String text) {
    browser.findElement(By.linkText(text)).click();
  }

  @Test
  void aPathFromTheCollectionToASequence() {
    assertTrue(text("glance").contains("40"), text("glance"));
    assertTrue(byId("similarity").isDisplayed());
    click("s3");
    await(() -> rows("contigs").size() == 3, "contigs are listed");
    assertEquals("Contigs of s3", text("contigs-title"));
    Collection.Contig contig = genome.get(1);
    click("c1");
    int shown = Math.min(1200, contig.letters().length());
    await(() -> letters().equals(contig.letters().substring(0, shown)), "letters are shown");
    assertEquals("c1 – s3 – x – agc4j", browser.getTitle());
    assertEquals("sequence-title", browser.switchTo().activeElement().getAttribute("id"));
    browser.navigate().back();
    await(() -> !byId("sequence-section").isDisplayed(), "the sequence is gone");
  }

  @Test
  void whatIsChosenKeepsItsPage() {
    browser.findElement(By.cssSelector("#sample-pager button:last-child")).click();
    await(() -> rows("samples").size() == 15, "the next page");
    assertEquals("Previous", browser.switchTo().activeElement().getText());
    click("s30");
    await(() -> rows("contigs").size() == 3, "contigs are listed");
    assertEquals(15, rows("samples").size());
    String marked = browser.findElement(By.cssSelector("#samples tr[aria-current]")).getText();
    assertTrue(marked.startsWith("s30"), marked);
  }

  @Test
  void aSequenceIsWalkedThroughWithoutGaps() {
    String letters = genome.getFirst().letters();
    browser.get(server.address() + "#a=x&s=s1&c=c0&f=0&t=99");
    await(() -> letters().equals(letters.substring(0, 100)), "the beginning");
    byId("after").click();
    await(() -> letters().equals(letters.substring(100, 200)), "what comes after");
    byId("before").click();
    await(() -> letters().equals(letters.substring(0, 100)), "the beginning again");
    assertFalse(byId("before").isEnabled());
    int end = letters.length();
    browser.get(server.address() + "#a=x&s=s1&c=c0&f=" + (end - 50) + "&t=" + (end - 1));
    await(() -> letters().equals(letters.substring(end - 50)), "the end");
    await(() -> !byId("after").isEnabled(), "nothing comes after");
  }

  @Test
  void whatWentWrongIsAskedForAgain() {
    browser.get(server.address() + "#a=x&s=s1&c=none");
    await(() -> text("status").contains("none"), "it is told");
    browser.get(server.address() + "#a=x&s=s1&c=c1");
    await(() -> !letters().isEmpty(), "letters are shown");
    assertEquals(25, rows("samples").size());
  }

  private static String letters() {
    Object text =
        browser.executeScript(
            "return [...document.getElementById('letters').childNodes]"
                + ".filter((node) => node.className !== 'position')"
                + ".map((node) => node.textContent).join('')");
    return String.valueOf(text).replace("\n", "");
  }

  @Test
  void rangesAreShownAndWrongOnesTold() {
    browser.get(server.address() + "#a=x&s=s1&c=c0");
    await(() -> !letters().isEmpty(), "letters are shown");
    byId("from").clear();
    byId("from").sendKeys("11");
    byId("to").clear();
    byId("to").sendKeys("20", Keys.ENTER);
    String expected = genome.getFirst().letters().substring(10, 20);
    await(() -> letters().equals(expected), "the range is shown");
    byId("to").clear();
    byId("to").sendKeys("5", Keys.ENTER);
    await(() -> text("status").contains("first not after the last"), "it is told");
    String link = browser.findElement(By.linkText("this range")).getAttribute("href");
    assertTrue(link.endsWith("ranges/x?q=c0%40s1%3A10-19"), link);
  }

  @Test
  void samplesAreSearchedAndPaged() {
    browser.findElement(By.cssSelector("#sample-pager button:last-child")).click();
    await(() -> rows("samples").size() == 15, "the next page");
    byId("sample-text").sendKeys("s7", Keys.ENTER);
    await(() -> rows("samples").size() == 1, "what was searched for");
    String row = rows("samples").getFirst().getText();
    assertTrue(row.contains("host: <b>cow</b>"), row);
    assertFalse(byId("similarity").isDisplayed());
  }

  @Test
  void everythingIsReachedByKeyboard() {
    browser.switchTo().activeElement().sendKeys(Keys.TAB);
    assertEquals("To the collection", browser.switchTo().activeElement().getText());
    for (int i = 0; i < 60; i++) {
      WebElement active = browser.switchTo().activeElement();
      if (active.getText().equals("s0")) {
        active.sendKeys(Keys.ENTER);
        await(() -> text("contigs-title").equals("Contigs of s0"), "contigs are listed");
        return;
      }
      active.sendKeys(Keys.TAB);
    }
    throw new AssertionError("no sample was reached");
  }

  @Test
  void everyFieldAndPictureHasAName() {
    Object nameless =
        browser.executeScript(
            "return [...document.querySelectorAll('input, select, meter, svg, button, a')]"
                + ".filter((each) => !(each.labels && each.labels.length)"
                + " && !each.getAttribute('aria-label') && !each.textContent.trim())"
                + ".map((each) => each.outerHTML).join()");
    assertEquals("", nameless);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 1400})
  void nothingIsWiderThanTheWindow(int width) {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    browser.get(server.address() + "?" + width + "#a=x&s=s1&c=c0");
    await(() -> !letters().isEmpty(), "letters are shown");
    Object beyond =
        browser.executeScript(
            "const page = document.documentElement; return page.scrollWidth - page.clientWidth");
    assertEquals(0L, beyond);
    browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
  }

  @Test
  void nothingGoesWrongUnseen() {
    browser.get(server.address() + "?x#a=x&s=none");
    await(() -> text("status").contains("no such sample"), "it is told");
    List<String> errors =
        browser.manage().logs().get("browser").getAll().stream()
            .map(Object::toString)
            .filter(line -> !line.contains("404") && !line.contains("favicon"))
            .toList();
    assertEquals(List.of(), errors);
  }
}
