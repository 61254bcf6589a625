package io.reactivecache.test.consumer;

import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;

/** Reads the versions that the parent of all modules names. */
record Pom(Document document) {

    static Pom read(Path file) throws Exception {
        return new Pom(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()));
    }

    String version() throws Exception {
        return text("/project/version");
    }

    String property(String name) throws Exception {
        return text("/project/properties/" + name);
    }

    String plugin(String artifact) throws Exception {
        return text("/project/build/pluginManagement/plugins/plugin[artifactId='" + artifact + "']/version");
    }

    private String text(String path) throws Exception {
        XPath language = XPathFactory.newInstance().newXPath();
        String found = language.evaluate(path, document);
        if (found.isBlank()) {
            throw new IllegalStateException(path + ": none (expected: one)");
        }
        return found;
    }
}
