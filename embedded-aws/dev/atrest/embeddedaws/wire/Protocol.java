package dev.atrest.embeddedaws.wire;

/** How a service puts requests and answers on the wire. */
enum Protocol {
    /** Form parameters in, XML out; lists without {@code member}. */
    EC2,
    /** Form parameters in, XML with a result wrapper out. */
    QUERY,
    /** JSON 1.1 in and out; the operation stands in a header. */
    JSON,
    /** REST with XML, S3's own error format and paths. */
    S3,
    /** REST with XML. */
    REST_XML
}
