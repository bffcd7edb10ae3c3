<?php
/**
 * Which pages may use the proxy: those of this site, and of the origins on the owner's list, exactly.
 *
 * @package AgentChat
 */

namespace AgentChat\Proxy;

defined( 'ABSPATH' ) || exit;

/** The request's `Origin`; null when the browser has sent none. */
function origin(): ?string {
	return isset( $_SERVER['HTTP_ORIGIN'] ) ? wp_unslash( $_SERVER['HTTP_ORIGIN'] ) : null; // phpcs:ignore WordPress.Security -- compared.
}

/** Whether the request comes from a page of this host. By host: behind a TLS terminator PHP sees http. */
function is_same_host(): bool {
	$parts = wp_parse_url( (string) origin() );
	if ( ! is_array( $parts ) || empty( $parts['host'] ) ) {
		return false;
	}
	$host = $parts['host'] . ( isset( $parts['port'] ) ? ":{$parts['port']}" : '' );
	$ours = wp_unslash( $_SERVER['HTTP_X_FORWARDED_HOST'] ?? $_SERVER['HTTP_HOST'] ?? '' ); // phpcs:ignore WordPress.Security -- compared.
	return $host === $ours;
}

/** Marks the answer for the origin, in place of what WordPress has written. */
function mark_origin(): void {
	foreach ( array( 'Allow-Origin', 'Allow-Credentials', 'Allow-Methods', 'Allow-Headers', 'Expose-Headers' ) as $name ) {
		header_remove( "Access-Control-$name" );
	}
	/**
	 * Origins of pages elsewhere that may use this site's proxy, such as `https://shop.example.com`.
	 *
	 * @param string[] $origins None by default.
	 */
	$allowed = (array) apply_filters( 'agent_chat_allowed_origins', array() );
	header( 'Vary: Origin', false );
	if ( null === origin() ) {
		return;
	}
	if ( in_array( origin(), $allowed, true ) ) {
		header( 'Access-Control-Allow-Origin: ' . origin() );
		header( 'Access-Control-Expose-Headers: Content-Location,Retry-After,Agent-Chat-Visitor' );
	} elseif ( ! is_same_host() ) {
		throw new Failure( 403, 'unauthorized', 'This origin may not use the proxy: add it with the filter agent_chat_allowed_origins.' );
	}
}

/** Answers a preflight of an origin that was marked. */
function answer_preflight(): void {
	header( 'Access-Control-Allow-Methods: GET,POST' );
	header( 'Access-Control-Allow-Headers: Content-Type,Last-Event-ID,Authorization,Agent-Chat-Visitor' );
	header( 'Access-Control-Max-Age: 600' );
	status_header( 204 );
}
