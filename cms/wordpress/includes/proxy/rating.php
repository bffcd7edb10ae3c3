<?php
/**
 * Relays one rating to LangSmith, and to nowhere else, whatever a stream or a visitor names. Repeats of a submission
 * are dropped; where an answer was lost, LangSmith is asked whether the rating is there.
 *
 * @package AgentChat
 */

namespace AgentChat\Proxy;

defined( 'ABSPATH' ) || exit;

/** What a rating may weigh in a query, in characters: many servers refuse longer URLs. And what it may weigh at all. */
const LONGEST_QUERY  = 6000;
const LONGEST_RATING = 32000;

/** Tokens live so long (s), and so long can a browser repeat a submission. */
const SUBMISSION_LIFETIME = 3 * HOUR_IN_SECONDS;

/**
 * Relays a rating; what became of it.
 *
 * @param array $request The rating's parts as they came, and what tells repeats apart.
 * @return array{status:int,retry_after:?string}
 * @throws Failure For a rating that makes no sense.
 */
function relay_rating( string $token, array $request ): array {
	$rating     = read_rating( $request );
	$submission = text_of( $request, 'submission_id' );
	if ( ! is_uuid( $submission ) ) {
		return send_rating( $token, $rating );
	}
	$name = "agent_chat_$submission";
	if ( '0' === lock( $name ) ) {
		// Another process is at it: its outcome is known soon.
		return outcome( 503, '2' );
	}
	try {
		$known = get_transient( $name );
		if ( is_numeric( $known ) ) {
			return outcome( (int) $known );
		}
		$outcome = send_once( $token, $rating, $request, 'doubtful' === $known );
		$status  = $outcome['status'];
		// 504: nobody knows whether it was recorded, so a repeat must look before it sends.
		if ( 504 === $status ) {
			set_transient( $name, 'doubtful', SUBMISSION_LIFETIME );
		} elseif ( 429 === $status || $status >= 500 ) {
			delete_transient( $name );
		} else {
			set_transient( $name, (string) $status, SUBMISSION_LIFETIME );
		}
		return $outcome;
	} finally {
		unlock( $name );
	}
}

/** Sends a rating, unless an earlier try was recorded and its answer lost. The browser says so too. */
function send_once( string $token, array $rating, array $request, bool $repeated ): array {
	$run = text_of( $request, 'run_id' );
	$key = text_of( $request, 'feedback_key' );
	if ( ! ( $repeated || (int) text_of( $request, 'attempt' ) > 1 ) || ! is_uuid( $run ) || '' === $key ) {
		return send_rating( $token, $rating );
	}
	$recorded = is_recorded( $run, $key );
	if ( null === $recorded ) {
		return outcome( 504 );
	}
	return $recorded ? outcome( 200 ) : send_rating( $token, $rating );
}

/** @return array<string,string> The parts that say something. */
function read_rating( array $request ): array {
	$rating = array();
	foreach ( array( 'score', 'value', 'comment', 'correction' ) as $part ) {
		$value = $request[ $part ] ?? '';
		if ( '' !== $value ) {
			$rating[ $part ] = is_string( $value ) ? $value : encode( $value );
		}
	}
	// Link scanners and prefetchers open bare URLs: an empty rating is nobody's opinion.
	if ( ! $rating ) {
		throw new Failure( 422, 'config', 'The rating is empty: give a score, value, comment or correction.' );
	}
	if ( mb_strlen( implode( '', $rating ) ) > LONGEST_RATING ) {
		throw new Failure( 413, 'config', 'The rating is too long.' );
	}
	return $rating;
}

/** Sends it. The token in the URL is all that LangSmith needs: the key stays here. */
function send_rating( string $token, array $rating ): array {
	$url    = \AgentChat\settings()['langsmith_url'] . '/feedback/tokens/' . strtolower( $token );
	$query  = http_build_query( $rating, '', '&', PHP_QUERY_RFC3986 );
	$body   = $rating;
	if ( isset( $rating['score'] ) ) {
		$body['score'] = (float) $rating['score'];
	}
	$answer = strlen( $query ) <= LONGEST_QUERY ? request( "$url?$query", '' ) : request( $url, '', $body );
	if ( null === $answer ) {
		// It may have been recorded: the browser must not take this for a "no".
		return outcome( 504 );
	}
	$status = $answer['status'];
	// A firewall or portal has answered in LangSmith's place: nobody knows what became of the rating.
	$page = $status < 400 && ( $status < 200 || $status > 299 || false !== stripos( $answer['type'], 'text/html' ) );
	return outcome( $page ? 504 : $status, $answer['retry_after'] );
}

/** @return array{status:int,retry_after:?string} */
function outcome( int $status, ?string $retry_after = null ): array {
	return array(
		'status'      => $status,
		'retry_after' => $retry_after,
	);
}

/** A text of the request; empty when there is none. */
function text_of( array $request, string $name ): string {
	return is_scalar( $request[ $name ] ?? null ) ? (string) $request[ $name ] : '';
}

function is_uuid( string $text ): bool {
	return 1 === preg_match( '/^' . UUID . '$/D', $text );
}
