<?php
/**
 * Asks the Agent Server and LangSmith, with WordPress's own client: puts the key in, lets nothing of the visitor's
 * headers through that they have no use for, and follows no redirect, for the key would go along.
 *
 * @package AgentChat
 */

namespace AgentChat\Proxy;

defined( 'ABSPATH' ) || exit;

/** How long (s) a server may take to begin its answer. */
const TIMEOUT = 15;

/**
 * Asks the Agent Server.
 *
 * @param string     $path Below its base, with its query.
 * @param array|null $body Null: none, and a GET.
 * @return mixed What it has answered.
 * @throws Failure When it refuses or cannot be reached.
 */
function ask( string $path, ?array $body = null ) {
	$answer = request( \AgentChat\settings()['upstream'] . $path, \AgentChat\api_key(), $body );
	if ( null === $answer ) {
		throw new Failure( 502, 'server', 'The agent cannot be reached.' );
	}
	if ( $answer['status'] < 200 || $answer['status'] > 299 ) {
		throw upstream_failure( $answer['status'], substr( $answer['text'], 0, 2000 ), $answer['retry_after'] );
	}
	return decode_answer( $answer['text'] );
}

/**
 * One request; null when nobody answers.
 *
 * @return array{status:int,text:string,retry_after:?string,type:string}|null
 */
function request( string $url, string $key, ?array $body = null ): ?array {
	$response = wp_remote_request(
		$url,
		array(
			'method'      => null === $body ? 'GET' : 'POST',
			'timeout'     => TIMEOUT,
			'redirection' => 0,
			'httpversion' => '1.1',
			'headers'     => headers( $key, null !== $body ),
			'body'        => null === $body ? null : encode( (object) $body ),
		)
	);
	if ( is_wp_error( $response ) ) {
		return null;
	}
	return array(
		'status'      => (int) wp_remote_retrieve_response_code( $response ),
		'text'        => wp_remote_retrieve_body( $response ),
		'retry_after' => wp_remote_retrieve_header( $response, 'retry-after' ) ?: null,
		'type'        => (string) wp_remote_retrieve_header( $response, 'content-type' ),
	);
}

/** Headers of a request that carries the key. */
function headers( string $key, bool $has_body ): array {
	return array_filter(
		array(
			'accept'       => 'application/json, text/event-stream',
			'content-type' => $has_body ? 'application/json' : '',
			'x-api-key'    => $key,
		)
	);
}
