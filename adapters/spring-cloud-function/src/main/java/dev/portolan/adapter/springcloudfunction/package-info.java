/**
 * Calls the beans of a Spring Cloud Function application as portable functions. Its Spring is the
 * application's own: 4.3 with Spring Boot 3.5, or 5.0 with Spring Boot 4.0.
 */
package dev.portolan.adapter.springcloudfunction;
