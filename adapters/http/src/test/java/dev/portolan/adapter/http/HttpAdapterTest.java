package dev.portolan.adapter.http;

import dev.portolan.testkit.adapter.AdapterContract;

/** The adapter for HTTP obeys the contract. */
final class HttpAdapterTest implements AdapterContract {}
