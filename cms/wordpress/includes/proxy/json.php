<?php
/**
 * JSON that comes out as it went in: objects stay objects, also empty ones.
 *
 * @package AgentChat
 */

namespace AgentChat\Proxy;

defined( 'ABSPATH' ) || exit;

/** Deeper than this nobody writes; what is deeper is made to overflow a stack. */
const DEEPEST = 32;

/**
 * What a visitor has sent.
 *
 * @return mixed
 * @throws Failure For what is no JSON.
 */
function decode_sent( string $text ) {
	// PHP counts what stands in the deepest list as a level of its own.
	$value = json_decode( $text, false, DEEPEST + 1 );
	if ( JSON_ERROR_DEPTH === json_last_error() ) {
		throw new Failure( 422, 'config', 'The body is nested too deeply.' );
	}
	if ( JSON_ERROR_NONE !== json_last_error() ) {
		throw new Failure( 400, 'config', 'The body is not JSON.' );
	}
	return $value;
}

/**
 * What a server has answered; null for what is no JSON.
 *
 * @return mixed
 */
function decode_answer( string $text ) {
	$value = json_decode( $text, false, 512, JSON_INVALID_UTF8_SUBSTITUTE );
	if ( JSON_ERROR_UTF16 === json_last_error() ) {
		// Half an emoji, where an answer was cut: PHP reads no such thing, JavaScript and Python do.
		$half  = '/\\\\\\\\(*SKIP)(*FAIL)|\\\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\\\u[dD][c-fC-F])|(?<!\\\\u[dD][89abAB][0-9a-fA-F]{2})\\\\u[dD][c-fC-F][0-9a-fA-F]{2}/';
		$value = json_decode( (string) preg_replace( $half, '\\ufffd', $text ), false, 512, JSON_INVALID_UTF8_SUBSTITUTE );
	}
	return $value;
}

/**
 * JSON without needless escapes.
 *
 * @param mixed $value What json_decode or these files have made.
 */
function encode( $value ): string {
	return (string) json_encode( $value, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_PRESERVE_ZERO_FRACTION | JSON_INVALID_UTF8_SUBSTITUTE ); // phpcs:ignore WordPress.WP.AlternativeFunctions
}

/**
 * Those of an object's properties that `$names` names.
 *
 * @param mixed $value An object, or nothing of interest.
 */
function pick( $value, array $names ): array {
	return is_object( $value ) ? array_intersect_key( get_object_vars( $value ), array_flip( $names ) ) : array();
}
