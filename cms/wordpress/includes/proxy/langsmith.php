<?php
/**
 * Talks to the LangSmith that the owner has named, with the owner's key: lists and mints rating URLs, and looks
 * whether a rating was recorded.
 *
 * @package AgentChat
 */

namespace AgentChat\Proxy;

defined( 'ABSPATH' ) || exit;

/**
 * The rating URLs of a run by key: those that exist, and new ones for the keys that have none.
 *
 * @throws Failure When LangSmith cannot be asked.
 */
function run_tokens( string $run_id, array $keys ): array {
	$tokens = read_tokens( ask_langsmith( "/feedback/tokens?run_id=$run_id" ) );
	foreach ( array_diff( $keys, array_keys( $tokens ) ) as $key ) {
		$tokens += read_tokens(
			array(
				ask_langsmith(
					'/feedback/tokens',
					array(
						'run_id'       => $run_id,
						'feedback_key' => $key,
						'expires_in'   => array( 'hours' => 3 ),
					)
				),
			)
		);
	}
	return array_intersect_key( $tokens, array_flip( $keys ) );
}

/** Whether the run has a record under the key; null when LangSmith cannot be asked. */
function is_recorded( string $run_id, string $key ): ?bool {
	if ( '' === \AgentChat\langsmith_api_key() ) {
		return null;
	}
	try {
		$query   = array(
			'run'   => $run_id,
			'key'   => $key,
			'limit' => 1,
		);
		$records = ask_langsmith( '/feedback?' . http_build_query( $query, '', '&', PHP_QUERY_RFC3986 ) );
	} catch ( Failure $failure ) {
		return null;
	}
	return is_array( $records ) ? count( $records ) > 0 : null;
}

/**
 * Relative URLs by key, of the tokens that are still good.
 *
 * @param mixed $raw LangSmith's list.
 */
function read_tokens( $raw ): array {
	$tokens = array();
	foreach ( is_array( $raw ) ? $raw : array() as $token ) {
		$key       = is_object( $token ) ? $token->feedback_key ?? null : null;
		$reference = is_string( $key ) && is_string( $token->url ?? null ) ? relative_token_url( $token->url ) : null;
		$expires   = is_string( $token->expires_at ?? null ) ? strtotime( $token->expires_at ) : false;
		if ( null !== $reference && ( false === $expires || $expires >= time() ) ) {
			$tokens[ $key ] = $reference;
		}
	}
	return $tokens;
}

/**
 * @return mixed What LangSmith has answered.
 * @throws Failure When it does not, or refuses.
 */
function ask_langsmith( string $path, ?array $body = null ) {
	$answer = request( \AgentChat\settings()['langsmith_url'] . $path, \AgentChat\langsmith_api_key(), $body );
	if ( null === $answer || $answer['status'] < 200 || $answer['status'] > 299 ) {
		throw new Failure( 502, 'server', 'LangSmith cannot be asked.' );
	}
	return decode_answer( $answer['text'] );
}
