<?php
/**
 * What a visitor is told when something fails: a short JSON with a kind, and never a key, an address or a path.
 *
 * @package AgentChat
 */

namespace AgentChat\Proxy;

defined( 'ABSPATH' ) || exit;

/** A failure that is answered to the browser. */
final class Failure extends \Exception {
	/** One of the kinds of `agent-chat-error`. @var string */
	public $kind;
	/** Tells failures of one kind apart; null when there is nothing to tell. @var string|null */
	public $reason;
	/** Further headers of the answer. @var array<string,string> */
	public $headers;

	public function __construct( int $status, string $kind, string $message, ?string $reason = null, array $headers = array() ) {
		parent::__construct( $message, $status );
		$this->kind    = $kind;
		$this->reason  = $reason;
		$this->headers = $headers;
	}
}

/** Whatever the proxy does not serve. */
function not_found(): Failure {
	return new Failure( 404, 'config', 'Not found.' );
}

/** Not there, or not this visitor's: nobody can tell which. */
function no_such_thread(): Failure {
	return new Failure( 404, 'config', 'There is no such thread or run.', 'thread-gone' );
}

/** Not on the owner's list, or not on the server. */
function unknown_assistant(): Failure {
	return new Failure( 404, 'config', 'There is no such assistant.', 'assistant-unknown' );
}

/** More than is allowed. `$left`: seconds until there is room. */
function too_many( int $left ): Failure {
	return new Failure( 429, 'rate-limited', 'There are too many requests. Try again in a moment.', null, array( 'retry-after' => (string) max( 1, $left ) ) );
}

/**
 * The Agent Server's refusal in our words. Its body tells the two things that its status does not.
 *
 * @param int         $status      Its status.
 * @param string      $text        The beginning of its body.
 * @param string|null $retry_after Its header.
 */
function upstream_failure( int $status, string $text, ?string $retry_after ): Failure {
	if ( 401 === $status || 403 === $status ) {
		// The key is the owner's: the visitor can do nothing about it.
		return new Failure( 502, 'server', 'The agent refuses the proxy’s key.' );
	}
	if ( 404 === $status ) {
		return preg_match( '/assistant|graph/i', $text ) ? unknown_assistant() : no_such_thread();
	}
	if ( 413 === $status ) {
		return new Failure( 413, 'config', 'The message is too long.' );
	}
	if ( 429 === $status ) {
		return new Failure( 429, 'rate-limited', 'The agent has too many requests.', null, null === $retry_after ? array() : array( 'retry-after' => $retry_after ) );
	}
	if ( $status < 400 ) {
		return new Failure( 502, 'server', 'The agent’s address leads elsewhere.' );
	}
	if ( $status >= 500 ) {
		return new Failure( 501 === $status ? 502 : $status, 'server', 'The agent has a problem.' );
	}
	if ( 409 === $status || preg_match( '/already running|multitask/i', $text ) ) {
		return new Failure( $status, 'busy', 'The thread is busy with a run.' );
	}
	if ( preg_match( '/feedback_keys/i', $text ) ) {
		return new Failure( 422, 'config', 'The agent does not know feedback_keys.', 'feedback-keys-refused' );
	}
	return preg_match( '/assistant|graph/i', $text ) ? unknown_assistant() : new Failure( $status, 'config', 'The agent refuses the request.' );
}
