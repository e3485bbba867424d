package dev.portolan.sandbox.aws.s3;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A request's XML, read without entities or anything else from outside. */
record XmlBody(Document document) {
  static XmlBody from(byte[] body) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setNamespaceAware(true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return new XmlBody(builder.parse(new ByteArrayInputStream(body)));
    } catch (SAXException | IOException e) {
      throw S3Error.MALFORMED.refusal();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  String root() {
    return document.getDocumentElement().getLocalName();
  }

  /** Text of the first element of this name; empty when there is none. */
  String text(String element) {
    NodeList found = document.getElementsByTagNameNS("*", element);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent();
  }
}
