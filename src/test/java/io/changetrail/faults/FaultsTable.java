package io.changetrail.faults;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Prints the report once all classes that add to it have ended. */
final class FaultsTable implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(Namespace.create(FaultsTable.class)).computeIfAbsent("table", key ->
                (AutoCloseable) FaultsReport::print);
    }
}
