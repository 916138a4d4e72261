package dev.assay.sinks.syslog;

import dev.assay.sinks.SinkEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * An event as RFC 5424 says, framed by its length as RFC 5425 says. Facility 13 (log audit),
 * severity 6 (informational); the structured data hold what a filter asks for, the message holds
 * the whole line.
 */
final class SyslogMessage {
  private static final int PRIORITY = 13 * 8 + 6;
  private static final int LONGEST_ID = 32;
  private static final byte[] UTF8_FOLLOWS = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final String hostname;
  private final String structuredDataId;

  /**
   * @param hostname of the sender
   * @param enterpriseNumber under which the names of the structured data are ours
   */
  SyslogMessage(String hostname, int enterpriseNumber) {
    this.hostname = header(hostname, 255);
    this.structuredDataId = "assay@" + enterpriseNumber;
  }

  byte[] framed(SinkEvent event) {
    String header =
        "<%d>1 %s %s assay %d %s [%s position=\"%d\" event=\"%s\" tenant=\"%s\" aggregate=\"%s\" type=\"%s\"] "
            .formatted(
                PRIORITY,
                MICROS.format(event.recordedAt()),
                hostname,
                ProcessHandle.current().pid(),
                header(event.type(), LONGEST_ID),
                structuredDataId,
                event.position(),
                event.eventId(),
                event.tenantId(),
                event.aggregateId(),
                value(event.type()));
    byte[] head = header.getBytes(StandardCharsets.UTF_8);
    byte[] message = event.json().getBytes(StandardCharsets.UTF_8);
    int length = head.length + UTF8_FOLLOWS.length + message.length;
    ByteArrayOutputStream frame = new ByteArrayOutputStream(length + 12);
    frame.writeBytes((length + " ").getBytes(StandardCharsets.US_ASCII));
    frame.writeBytes(head);
    frame.writeBytes(UTF8_FOLLOWS);
    frame.writeBytes(message);
    return frame.toByteArray();
  }

  /** Printable ASCII without spaces; a single hyphen where nothing is left. */
  private static String header(String text, int most) {
    String printable = text.replaceAll("[^\\x21-\\x7E]", "_");
    String cut = printable.length() <= most ? printable : printable.substring(0, most);
    return cut.isEmpty() ? "-" : cut;
  }

  private static String value(String text) {
    return text.replaceAll("[\\p{Cntrl}]", " ").replaceAll("([\"\\\\\\]])", "\\\\$1");
  }
}
